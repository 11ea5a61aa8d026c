/// CloudTrail's records, read from bytes: the only place that knows their JSON.
///
/// [EventSources][dev.rolecall.cloudtrail.EventSources] finds the files,
/// [EventReader][dev.rolecall.cloudtrail.EventReader] finds the records in one of them, in any form
/// that AWS's tools write, and [CloudTrailRecord][dev.rolecall.cloudtrail.CloudTrailRecord] turns
/// one record into a [Denial][dev.rolecall.denial.Denial]. What cannot be read is an answer with
/// its place, never an exception.
@NullMarked
package dev.rolecall.cloudtrail;

import org.jspecify.annotations.NullMarked;
