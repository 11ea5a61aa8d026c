/// Whether an installation works: what has to be there for an alert, what of it is missing or
/// wrong, and the command that mends it. A thing that could not be looked at is never well.
///
/// Each [Check][dev.rolecall.doctor.check.Check] gives
/// [CheckFinding][dev.rolecall.doctor.report.CheckFinding]s; [Doctor][dev.rolecall.doctor.Doctor]
/// runs them all.
@NullMarked
package dev.rolecall.doctor;

import org.jspecify.annotations.NullMarked;
