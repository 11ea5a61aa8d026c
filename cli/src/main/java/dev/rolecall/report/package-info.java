/// Looking back: what was denied in a period, grouped into the incidents that alerts would have
/// told of, why, and what is denied still.
///
/// [ReportBuilder][dev.rolecall.report.ReportBuilder] adds denials up in memory that grows with the
/// incidents, not with the denials; each incident is explained once, when it is written.
@NullMarked
package dev.rolecall.report;

import org.jspecify.annotations.NullMarked;
