/// Whether an installation works: what must be there for an alert, what of it is missing or wrong,
/// and the command that fixes it. What could not be checked never counts as well.
///
/// Each [Check][dev.rolecall.doctor.check.Check] gives
/// [CheckFinding][dev.rolecall.doctor.report.CheckFinding]s; [Doctor][dev.rolecall.doctor.Doctor]
/// runs them all.
@NullMarked
package dev.rolecall.doctor;

import org.jspecify.annotations.NullMarked;
