/// CloudTrail's records, read from bytes: the only place that knows their JSON.
///
/// [EventSources][dev.rolecall.event.EventSources] finds the files,
/// [EventReader][dev.rolecall.event.EventReader] finds the records in one of them, in any form that
/// AWS's tools write, and [CloudTrailRecord][dev.rolecall.event.CloudTrailRecord] turns one record
/// into a [Denial][dev.rolecall.denial.Denial]. What cannot be read is an answer with its place,
/// never an exception.
@NullMarked
package dev.rolecall.event;

import org.jspecify.annotations.NullMarked;
