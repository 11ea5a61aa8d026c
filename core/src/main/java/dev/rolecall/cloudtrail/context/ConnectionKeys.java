package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.AwsSentence;
import dev.rolecall.cloudtrail.record.Connection;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import java.util.Optional;

/// The keys that tell when and how a call was made.
final class ConnectionKeys {

  private ConnectionKeys() {}

  static void put(RequestContext.Builder context, Connection connection) {
    context
        .put("aws:CurrentTime", state(connection.time(), RecordGaps.TIME))
        .put(
            "aws:EpochTime",
            state(connection.time().map(time -> time.getEpochSecond()), RecordGaps.TIME))
        .put("aws:RequestedRegion", state(connection.region(), RecordGaps.REGION))
        .put(
            "aws:UserAgent",
            state(
                connection.userAgent().filter(agent -> agent.length() < AwsSentence.CUT_LENGTH),
                RecordGaps.USER_AGENT))
        .put(
            "aws:SecureTransport",
            connection.tls()
                ? KeyState.present("true")
                : KeyState.unknown(RecordGaps.TLS, KeyState.present("true")));
  }

  private static KeyState state(Optional<?> value, Gap gap) {
    return value
        .map(known -> KeyState.present(known.toString()))
        .orElseGet(() -> KeyState.unknown(gap));
  }
}
