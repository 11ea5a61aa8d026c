package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.AwsSentence;
import dev.rolecall.cloudtrail.record.Connection;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;

/// The keys that tell when and how a call was made.
final class ConnectionKeys {

  private ConnectionKeys() {}

  static void put(RequestContext.Builder context, Connection connection) {
    context
        .put("aws:CurrentTime", KeyState.of(connection.time(), RecordGaps.TIME))
        .put(
            "aws:EpochTime",
            KeyState.of(connection.time().map(time -> time.getEpochSecond()), RecordGaps.TIME))
        .put("aws:RequestedRegion", KeyState.of(connection.region(), RecordGaps.REGION))
        .put(
            "aws:UserAgent",
            KeyState.of(
                connection.userAgent().filter(agent -> agent.length() < AwsSentence.CUT_LENGTH),
                RecordGaps.USER_AGENT))
        .put(
            "aws:SecureTransport",
            connection.tls()
                ? KeyState.present("true")
                : KeyState.unknown(RecordGaps.TLS, KeyState.present("true")));
  }
}
