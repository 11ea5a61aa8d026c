/// CloudTrail's records, read from bytes: the only place that knows their JSON.
///
/// [EventSources][dev.rolecall.cloudtrail.EventSources] finds the files, and
/// [EventReader][dev.rolecall.cloudtrail.EventReader] recognizes the form of one of them. Three
/// scanners find the records in it: of JSON, of tables and of lines; what they find goes to one
/// sink. [CloudTrailRecord][dev.rolecall.cloudtrail.CloudTrailRecord] turns one record into a
/// [Denial][dev.rolecall.denial.Denial]; where there is none,
/// [ToldDenial][dev.rolecall.cloudtrail.text.ToldDenial] makes one of AWS's error message. What
/// cannot be read is an answer with its place, never an exception.
@NullMarked
package dev.rolecall.cloudtrail;

import org.jspecify.annotations.NullMarked;
