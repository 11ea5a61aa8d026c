package dev.rolecall.incident.state;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/// A notice that an invocation has undertaken to send. One that does not send it until then loses
/// it to the next one who comes by.
///
/// @param number of the notice, from 1, over all episodes
/// @param causes how many causes of the episode it reports
/// @param denials how many denials it reports
/// @param until when the claim ends
@RecordBuilder
public record NotificationClaim(
    NotificationKind kind, int number, int causes, long denials, Instant since, Instant until)
    implements NotificationClaimBuilder.With {}
