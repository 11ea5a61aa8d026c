package dev.rolecall.cloudtrail.text;

import dev.rolecall.cloudtrail.context.ContextReading;
import dev.rolecall.cloudtrail.failure.ServiceFailure;
import dev.rolecall.cloudtrail.record.Connection;
import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsPartition;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.RequestContext;
import java.time.Instant;
import java.util.Optional;

/// The denial that an error text tells of. What the text does not tell is unknown, whatever such
/// calls usually look like.
public final class ToldDenial {

  private ToldDenial() {}

  /// The denial; empty when the error is one that has no explanation here.
  ///
  /// @param hints fill in what the text does not tell
  public static Optional<Denial> of(ToldError error, CallHints hints) {
    return call(error, hints).map(call -> denial(call, error));
  }

  private static Optional<RecordedCall> call(ToldError error, CallHints hints) {
    if (error.failure().isPresent()) {
      ServiceFailure failure = error.failure().get();
      boolean web = failure.call() == AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY;
      return Optional.of(
          RecordedCall.reported(
              failure.call(),
              failure.report(),
              web ? Optional.of(ServiceFailure.COGNITO) : error.caller().or(hints::caller),
              Optional.empty(),
              failure.externalId(),
              error.role().or(hints::role),
              Connection.unknown(error.region())));
    }
    return RecordedCall.told(
        error.call(),
        error.code(),
        error.message(),
        error.caller().or(hints::caller),
        error.caller().isPresent() ? hints.caller() : Optional.empty(),
        error.role().or(hints::role),
        error.region());
  }

  private static Denial denial(RecordedCall call, ToldError error) {
    Optional<AccountId> recordedIn =
        call.call() == AssumeCall.ASSUME_ROLE
            ? call.caller().account()
            : call.target().arn().map(role -> role.account());
    RequestContext context =
        new TextGaps(lookup(call, recordedIn, error.time())).applyTo(ContextReading.of(call));
    return new Denial(
        Optional.empty(),
        Optional.empty(),
        error.time(),
        call.connection().region(),
        recordedIn,
        call.call(),
        call.deniedAction(),
        call.caller(),
        call.target(),
        call.sessionTags(),
        call.sourceIdentity(),
        false,
        context,
        call.reason(),
        error.code(),
        error.message(),
        "",
        call.connection().source().orElse(""),
        call.authorizationId());
  }

  /// The command that finds the record of the call.
  private static GapRemedy lookup(
      RecordedCall call, Optional<AccountId> account, Optional<Instant> time) {
    return new GapRemedy.FindCall(
        call.call(),
        // where calls to the global endpoint are recorded
        call.connection()
            .region()
            .orElseGet(
                () ->
                    AwsPartition.globalRegion(
                        call.caller().knownPartition().orElseGet(call::partition))),
        account,
        time);
  }
}
