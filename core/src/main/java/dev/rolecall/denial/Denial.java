package dev.rolecall.denial;

import java.time.Instant;
import java.util.Optional;

/// One refused call, as far as its record tells.
///
/// Texts that callers chose (`awsMessage`, `userAgent`, names inside ARNs) are kept as they came; a
/// renderer escapes them for the place they go to.
///
/// @param sharedEventId what the records of one call have in common, where CloudTrail wrote it into
///   the trails of several accounts
/// @param recordedIn the account whose trail holds the record
/// @param call which of the three calls
/// @param deniedAction the action that AWS's sentence names, else the call's own: `sts:TagSession`
/// @param sessionTags whether session tags were passed or inherited, which needs `sts:TagSession`
/// @param sourceIdentity whether a source identity was passed or inherited, which needs
///   `sts:SetSourceIdentity`
/// @param parametersRecorded whether the record holds the request's parameters; AWS leaves them out
///   of most denials
/// @param authorizationId by which AWS's own evaluation of the call can be asked for; letters,
///   digits, `-` and `_`
public record Denial(
    Optional<String> eventId,
    Optional<String> sharedEventId,
    Optional<Instant> time,
    Optional<String> region,
    Optional<AccountId> recordedIn,
    AssumeCall call,
    String deniedAction,
    Caller caller,
    TargetRole target,
    Passed sessionTags,
    Passed sourceIdentity,
    boolean parametersRecorded,
    RequestContext context,
    AwsReason reason,
    String errorCode,
    String awsMessage,
    String userAgent,
    String sourceIp,
    Optional<String> authorizationId) {

  /// What tells the call from every other: all records of one call have it in common.
  public Optional<String> callId() {
    return sharedEventId.or(() -> eventId);
  }

  /// Whether the call was not made yet: no record tells how it ended.
  public boolean isHypothetical() {
    return errorCode.isEmpty() && awsMessage.isEmpty();
  }

  /// Whether an error message tells of the call, and no record, which always has an id and an
  /// address. The time is that of the log then, which may be some retries later.
  public boolean isTold() {
    return eventId.isEmpty() && userAgent.isEmpty() && sourceIp.isEmpty() && !awsMessage.isEmpty();
  }

  /// What a service says that could not assume the role; empty where STS itself denied the call.
  public Optional<ServiceReport> report() {
    return reason instanceof AwsReason.ReportedByService(ServiceReport report)
        ? Optional.of(report)
        : Optional.empty();
  }

  /// The same call by another service principal.
  public Denial calledBy(String principal) {
    return with(new Caller.AwsService(principal), target, sessionTags, sourceIdentity);
  }

  /// The same call, had it passed this along.
  public Denial passing(Passed tags, Passed identity) {
    return with(caller, target, tags, identity);
  }

  private Denial with(Caller by, TargetRole role, Passed tags, Passed identity) {
    return new Denial(
        eventId,
        sharedEventId,
        time,
        region,
        recordedIn,
        call,
        deniedAction,
        by,
        role,
        tags,
        identity,
        parametersRecorded,
        context,
        reason,
        errorCode,
        awsMessage,
        userAgent,
        sourceIp,
        authorizationId);
  }

  /// The same call, whose record does not show that it was for this role.
  public Denial asking(RoleArn role) {
    return with(caller, new TargetRole.Known(role), sessionTags, sourceIdentity);
  }

  /// The partition of the call, from the caller or the role; `aws` when neither tells. Credentials
  /// are those of one partition, whatever ARN is asked for with them.
  public String partition() {
    return caller.knownPartition().or(() -> target.arn().map(RoleArn::partition)).orElse("aws");
  }

  /// Whether the ARN that was asked for belongs to another partition than the caller's credentials,
  /// which know no role there.
  public boolean asksOtherPartition() {
    return target
        .arn()
        .flatMap(role -> caller.knownPartition().filter(own -> !own.equals(role.partition())))
        .isPresent();
  }

  /// The account that owns the role. Federated calls are recorded in the role's own account, and
  /// services take roles of the account that they are called in, so that it is known even when the
  /// role is not.
  public Optional<AccountId> roleAccount() {
    return target
        .arn()
        .map(RoleArn::account)
        .or(
            () ->
                call == AssumeCall.ASSUME_ROLE && report().isEmpty()
                    ? Optional.empty()
                    : recordedIn);
  }
}
