package dev.rolecall.cloudtrail.record;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsPartition;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.json.JsonValue;
import dev.rolecall.provider.TokenTags;
import dev.rolecall.service.ServiceCallers;
import java.util.Optional;

/// What a record tells of a refused call, read and typed.
public record RecordedCall(
    AssumeCall call,
    String deniedAction,
    AwsReason reason,
    TargetRole target,
    Caller caller,
    UserIdentity identity,
    RequestParameters parameters,
    Connection connection,
    Optional<String> authorizationId) {

  private static final String TAG_SESSION = "sts:TagSession";
  private static final String SET_SOURCE_IDENTITY = "sts:SetSourceIdentity";

  /// A call that succeeded.
  public static RecordedCall succeeded(JsonValue record, AssumeCall call) {
    return of(record, call, AwsSentence.NONE, new AwsReason.NotGiven());
  }

  /// A refused call; empty when its error is one without an explanation here.
  public static Optional<RecordedCall> refused(
      JsonValue record, AssumeCall call, String errorCode, String message) {
    AwsSentence sentence =
        AwsSentence.parse(message, TargetReading.recorded(record))
            .by(record.object("userIdentity").text("arn"));
    Optional<AwsReason> reason = ErrorCode.reason(errorCode, message, sentence);
    return reason.isEmpty()
        ? Optional.empty()
        : Optional.of(of(record, call, sentence, reason.get()));
  }

  /// A refused call that an error text tells of; empty when its error is one without an explanation
  /// here.
  ///
  /// @param errorCode empty when the text has none
  /// @param message AWS's message
  /// @param caller the ARN of the caller, or the name of a service
  /// @param sessionRole the ARN of the role whose session the caller is
  /// @param role the ARN of the role
  public static Optional<RecordedCall> told(
      AssumeCall call,
      String errorCode,
      String message,
      Optional<String> caller,
      Optional<String> sessionRole,
      Optional<String> role,
      Optional<String> region) {
    AwsSentence sentence = AwsSentence.parse(message, Optional.empty());
    Optional<AwsReason> reason =
        errorCode.isEmpty()
            ? Optional.of(new AwsReason.NotGiven())
            : ErrorCode.reason(errorCode, message, sentence);
    Caller known = ToldCaller.of(call, caller, sessionRole);
    return reason.map(
        given ->
            new RecordedCall(
                call,
                sentence.action().orElse(call.action()),
                fitting(given, known),
                TargetReading.told(role),
                known,
                UserIdentity.UNKNOWN,
                RequestParameters.NOT_RECORDED,
                Connection.unknown(AuthorizationDetails.of(message).region().or(() -> region)),
                sentence.authorizationId()));
  }

  /// A call that a service could not make, or that failed, as the service reports it.
  ///
  /// @param caller the service principal, or the ARN of the role that acts for the service
  /// @param subject who the token is for, of a web identity
  /// @param role the ARN of the role
  /// @param connection when and where the service was called
  public static RecordedCall reported(
      AssumeCall call,
      ServiceReport report,
      Optional<String> caller,
      Optional<String> subject,
      Optional<String> externalId,
      Optional<String> role,
      Connection connection) {
    Caller known =
        call == AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY
            ? new Caller.WebIdentity(caller, Optional.empty(), subject.orElse(""))
            : ToldCaller.of(call, caller, Optional.empty());
    return new RecordedCall(
        call,
        call.action(),
        new AwsReason.ReportedByService(report),
        TargetReading.told(role),
        known,
        UserIdentity.UNKNOWN,
        RequestParameters.sending(externalId),
        known instanceof Caller.AwsService(String principal)
            ? connection.from(principal)
            : connection,
        Optional.empty());
  }

  private static RecordedCall of(
      JsonValue record, AssumeCall call, AwsSentence sentence, AwsReason reason) {
    UserIdentity identity = UserIdentity.of(record.object("userIdentity"));
    RequestParameters parameters = RequestParameters.of(record.object("requestParameters"));
    CallerReading caller = CallerReading.of(identity, parameters, sentence.caller());
    boolean contradicted = caller.contradictsSentence();
    AwsSentence trusted = contradicted ? AwsSentence.NONE : sentence;
    return new RecordedCall(
        call,
        trusted.action().orElse(call.action()),
        contradicted ? new AwsReason.NotGiven() : fitting(reason, caller.caller()),
        TargetReading.of(TargetReading.recorded(record), trusted),
        caller.caller(),
        identity,
        parameters,
        Connection.of(record),
        trusted.authorizationId());
  }

  /// What AWS says to root users only, and to those who can bring an MFA code only, is not what it
  /// says to others.
  private static AwsReason fitting(AwsReason reason, Caller caller) {
    boolean fits =
        switch (reason) {
          case AwsReason.RootMayNotAssume _ ->
              caller instanceof Caller.Root || caller instanceof Caller.Unidentified;
          case AwsReason.MfaCodeInvalid _ ->
              !(caller instanceof Caller.Federated || caller instanceof Caller.AwsService);
          case AwsReason.PolicyDenies _,
              AwsReason.NotGiven _,
              AwsReason.ReportedByService _,
              AwsReason.OtherError _ ->
              true;
        };
    return fits ? reason : new AwsReason.NotGiven();
  }

  /// Whether session tags were passed or inherited.
  public Passed sessionTags() {
    if (!parameters.tags().isEmpty() || deniedAction.equals(TAG_SESSION)) {
      return Passed.YES;
    }
    return parameters.recorded() && !isFederated() ? Passed.NO : notRecorded(TAG_SESSION);
  }

  /// What the call needs by who calls: a service tags its sessions always, at times or never. The
  /// federated calls have no parameter for tags or a source identity: both come inside the token or
  /// assertion, which is not recorded.
  private Passed notRecorded(String action) {
    return switch (caller) {
      case Caller.AwsService(String principal) -> ServiceCallers.passes(principal, action);
      case Caller.Federated _ ->
          TokenTags.of(caller) == TokenTags.NEVER ? Passed.NO : Passed.UNKNOWN;
      case Caller.UserOrSession _, Caller.Root _, Caller.Unidentified _ -> Passed.UNKNOWN;
    };
  }

  /// Whether a source identity was passed or inherited.
  public Passed sourceIdentity() {
    if (knownSourceIdentity().isPresent() || deniedAction.equals(SET_SOURCE_IDENTITY)) {
      return Passed.YES;
    }
    return parameters.recorded() && !isFederated() && inheritanceIsKnown()
        ? Passed.NO
        : notRecorded(SET_SOURCE_IDENTITY);
  }

  /// The source identity of the call: the one that was set first in a chain of sessions stays.
  public Optional<String> knownSourceIdentity() {
    return identity.session().sourceIdentity().or(parameters::sourceIdentity);
  }

  private boolean inheritanceIsKnown() {
    return !(caller instanceof Caller.RoleSession) || identity.session().recorded();
  }

  /// Whether the caller brings a token or an assertion in place of AWS keys.
  public boolean isFederated() {
    return caller instanceof Caller.Federated;
  }

  /// Whether an AWS service called, on its own behalf.
  public boolean isService() {
    return caller instanceof Caller.AwsService || identity.type().equals("AWSService");
  }

  /// Whether an AWS service called on behalf of a user or role.
  public boolean isViaService() {
    return !isService() && identity.invokedBy().isPresent();
  }

  /// The partition, by role, SAML provider or region.
  public String partition() {
    return target
        .arn()
        .map(RoleArn::partition)
        .or(() -> parameters.principalArn().map(RecordedCall::partitionOfArn))
        .or(() -> connection.region().map(AwsPartition::ofRegion))
        .orElse("aws");
  }

  private static String partitionOfArn(String arn) {
    String[] parts = arn.split(":", 3);
    return parts.length == 3 ? parts[1] : "aws";
  }
}
