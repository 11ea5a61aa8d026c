package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.AwsSentence;
import dev.rolecall.cloudtrail.record.Connection;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;

/// The keys that tell when and how a call was made.
final class ConnectionKeys {

  private ConnectionKeys() {}

  static void put(RequestContext.Builder context, Connection connection) {
    context
        .put("aws:CurrentTime", KeyState.of(connection.time(), RecordGap.TIME.gap()))
        .put(
            "aws:EpochTime",
            KeyState.of(connection.time().map(time -> time.getEpochSecond()), RecordGap.TIME.gap()))
        .put("aws:RequestedRegion", KeyState.of(connection.region(), RecordGap.REGION.gap()))
        .put(
            "aws:UserAgent",
            KeyState.of(
                connection.userAgent().filter(agent -> agent.length() < AwsSentence.CUT_LENGTH),
                RecordGap.USER_AGENT.gap()))
        .put(
            "aws:SecureTransport",
            connection.tls()
                ? KeyState.present("true")
                : KeyState.unknown(RecordGap.TLS.gap(), KeyState.present("true")));
  }
}
