package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.context.ContextReading;
import dev.rolecall.cloudtrail.context.PartialContext;
import dev.rolecall.cloudtrail.context.SamlKeys;
import dev.rolecall.cloudtrail.failure.FailureRecord;
import dev.rolecall.cloudtrail.failure.ServiceFailure;
import dev.rolecall.cloudtrail.foreign.ForeignRecord;
import dev.rolecall.cloudtrail.record.Connection;
import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import dev.rolecall.problem.RecordWords;
import java.util.Optional;

/// One CloudTrail record, bare or in the envelope of EventBridge (`detail`) or of `aws cloudtrail
/// lookup-events` (`CloudTrailEvent`). [CloudTrail record
/// contents](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html)
public final class CloudTrailRecord {

  private static final String STS = "sts.amazonaws.com";

  private CloudTrailRecord() {}

  /// What the record says: malformed only when it is ours and a field that matters has the wrong
  /// type.
  public static EventReading read(SourceLocation sourceLocation, JsonValue json) {
    return read(sourceLocation, json, CallHints.NONE);
  }

  /// The same.
  ///
  /// @param hints fill in the role that the record of a service does not have
  static EventReading read(SourceLocation sourceLocation, JsonValue json, CallHints hints) {
    try {
      return denial(unwrapped(json), hints)
          .<EventReading>map(denial -> new EventReading.Denied(denial, sourceLocation))
          .orElseGet(() -> new EventReading.NotOurs(sourceLocation));
    } catch (MalformedJson malformed) {
      return new EventReading.Malformed(sourceLocation, malformed.problem().toString());
    }
  }

  /// The call that the record tells of, when it assumed a role that is named; empty for any other
  /// record.
  static Optional<SuccessfulCall> success(JsonValue json) {
    JsonValue record = unwrapped(json);
    Optional<AssumeCall> call = call(record);
    if (call.isEmpty() || record.find("errorCode").isPresent()) {
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

  private static Optional<AssumeCall> call(JsonValue record) {
    Optional<AssumeCall> call = record.get("eventName").source().flatMap(AssumeCall::ofEventName);
    return call.isPresent() && record.text("eventSource").orElse(STS).equals(STS)
        ? call
        : Optional.empty();
  }

  /// The record without what is around it.
  static JsonValue unwrapped(JsonValue json) {
    json.asObject(RecordWords.notAnObject());
    Optional<JsonValue> event = json.find("CloudTrailEvent");
    if (event.isPresent()) {
      return StrictJson.embedded(event.get());
    }
    JsonValue detail = json.get("detail");
    return json.find("eventName").isEmpty() && detail.isObject() ? detail : json;
  }

  private static Optional<Denial> denial(JsonValue record, CallHints hints) {
    Optional<AssumeCall> call = call(record);
    if (record.find("errorCode").isEmpty()) {
      return Optional.empty();
    }
    if (call.isEmpty()) {
      return FailureRecord.of(record).map(failure -> reported(record, failure, hints));
    }
    String code = record.text("errorCode").orElse("");
    String message = record.text("errorMessage").orElse("");
    Optional<RecordedCall> recorded = RecordedCall.refused(record, call.get(), code, message);
    return recorded.isEmpty()
        ? Optional.empty()
        : Optional.of(denial(record, recorded.get(), code, message));
  }

  /// A service tells of the call in the record of another one.
  private static Denial reported(JsonValue record, ServiceFailure told, CallHints hints) {
    ServiceFailure failure = told.given(hints.role());
    RecordedCall call =
        RecordedCall.reported(
            failure.call(),
            failure.report(),
            failure.caller(),
            record.object("requestParameters").asText("identityId"),
            failure.externalId(),
            failure.role(),
            Connection.ofService(record));
    return denial(
        record, call, record.text("errorCode").orElse(""), record.text("errorMessage").orElse(""));
  }

  private static Denial denial(
      JsonValue record, RecordedCall recorded, String code, String message) {
    Connection connection = recorded.connection();
    boolean partial = record.flag(ForeignRecord.PARTIAL);
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
        partial && recorded.sourceIdentity() == Passed.NO
            ? Passed.UNKNOWN
            : recorded.sourceIdentity(),
        recorded.parameters().recorded(),
        partial ? PartialContext.of(recorded) : ContextReading.of(recorded),
        recorded.reason(),
        code,
        message,
        connection.userAgent().orElse(""),
        connection.source().orElse(""),
        recorded.authorizationId());
  }
}
