/// The sentences of the report: its page, markdown and SARIF, and what could not be read for it.
/// What the page's script says stands in its script.
@NullMarked
package dev.rolecall.report.wording;

import org.jspecify.annotations.NullMarked;
