package dev.rolecall.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.cloudtrail.context.ContextReading;
import dev.rolecall.cloudtrail.context.SamlKeys;
import dev.rolecall.cloudtrail.record.Connection;
import dev.rolecall.cloudtrail.record.MalformedRecord;
import dev.rolecall.cloudtrail.record.RecordFields;
import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RequestContext;
import java.util.Optional;

/// One CloudTrail record, bare or in the envelope of EventBridge (`detail`) or of `aws cloudtrail
/// lookup-events` (`CloudTrailEvent`). [CloudTrail record
/// contents](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html)
public final class CloudTrailRecord {

  private static final String STS = "sts.amazonaws.com";

  private CloudTrailRecord() {}

  /// What the record says: malformed only when it is ours and a field that matters has the wrong
  /// type.
  public static EventReading read(SourceLocation sourceLocation, JsonNode json) {
    try {
      return denial(unwrapped(json))
          .<EventReading>map(denial -> new EventReading.Denied(denial, sourceLocation))
          .orElseGet(() -> new EventReading.NotOurs(sourceLocation));
    } catch (MalformedRecord malformed) {
      return new EventReading.Malformed(sourceLocation, malformed.problem());
    }
  }

  /// The call that the record tells of, when it assumed a role that is named; empty for any other
  /// record.
  static Optional<SuccessfulCall> success(JsonNode json) throws MalformedRecord {
    RecordFields record = unwrapped(json);
    Optional<AssumeCall> call = call(record);
    if (call.isEmpty() || record.has("errorCode")) {
      return Optional.empty();
    }
    RecordedCall recorded = RecordedCall.succeeded(record, call.get());
    RequestContext.Builder context = ContextReading.of(recorded).toBuilder();
    if (recorded.caller() instanceof Caller.Saml) {
      SamlKeys.putAssertion(context, record.object("responseElements"));
    }
    return recorded
        .target()
        .arn()
        .map(
            role ->
                new SuccessfulCall(
                    recorded.connection().time(),
                    recorded.call(),
                    recorded.caller(),
                    role,
                    context.build()));
  }

  private static Optional<AssumeCall> call(RecordFields record) throws MalformedRecord {
    Optional<AssumeCall> call = AssumeCall.ofEventName(record.object().path("eventName").asText());
    return call.isPresent() && record.text("eventSource").orElse(STS).equals(STS)
        ? call
        : Optional.empty();
  }

  private static RecordFields unwrapped(JsonNode json) throws MalformedRecord {
    RecordFields envelope = RecordFields.of(json);
    if (envelope.has("CloudTrailEvent")) {
      return envelope.embedded("CloudTrailEvent");
    }
    return !envelope.has("eventName") && json.path("detail").isObject()
        ? envelope.object("detail")
        : envelope;
  }

  private static Optional<Denial> denial(RecordFields record) throws MalformedRecord {
    Optional<AssumeCall> call = call(record);
    if (call.isEmpty() || !record.has("errorCode")) {
      return Optional.empty();
    }
    String code = record.text("errorCode").orElse("");
    String message = record.text("errorMessage").orElse("");
    Optional<RecordedCall> recorded = RecordedCall.refused(record, call.get(), code, message);
    return recorded.isEmpty()
        ? Optional.empty()
        : Optional.of(denial(record, recorded.get(), code, message));
  }

  private static Denial denial(
      RecordFields record, RecordedCall recorded, String code, String message)
      throws MalformedRecord {
    Connection connection = recorded.connection();
    return new Denial(
        record.text("eventID"),
        record.text("sharedEventID"),
        connection.time(),
        connection.region(),
        record.text("recipientAccountId").flatMap(AccountId::parse),
        recorded.call(),
        recorded.deniedAction(),
        recorded.caller(),
        recorded.target(),
        recorded.sessionTags(),
        recorded.sourceIdentity(),
        recorded.parameters().recorded(),
        ContextReading.of(recorded),
        recorded.reason(),
        code,
        message,
        connection.userAgent().orElse(""),
        connection.source().orElse(""),
        recorded.authorizationId());
  }
}
