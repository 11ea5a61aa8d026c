package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.cloudtrail.record.SessionContext;
import dev.rolecall.cloudtrail.record.UserIdentity;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The keys that tell of the caller's credentials: MFA, age, and where a session came from.
///
/// Temporary credentials always say whether they began with MFA; long-term keys say nothing, unless
/// a code is sent with the very call.
/// [aws:MultiFactorAuthPresent](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent)
record CredentialKeys(
    RequestContext.Builder context, RecordedCall recorded, SessionContext session) {

  private static final KeyState NO = KeyState.present("false");

  static void put(RequestContext.Builder context, RecordedCall recorded) {
    CredentialKeys keys = new CredentialKeys(context, recorded, recorded.identity().session());
    switch (recorded.caller()) {
      case Caller.RoleSession _, Caller.Unidentified _ -> {
        keys.mfaOfSession();
        keys.sessionStart();
        keys.origin();
      }
      case Caller.IamUser _ -> {
        keys.mfaOfUser();
        keys.issueTimeOfUser();
        keys.origin(KeyState.ABSENT, KeyState.ABSENT);
      }
      case Caller.Root _ -> {
        keys.mfa(
            KeyState.usuallyAbsent(RecordGap.MFA_IN_CALL.gap()),
            KeyState.usuallyAbsent(RecordGap.MFA_IN_CALL.gap()));
        keys.issueTimeOfUser();
        keys.origin(KeyState.ABSENT, KeyState.ABSENT);
      }
      case Caller.Federated _ -> {
        keys.mfa(KeyState.ABSENT, KeyState.ABSENT);
        keys.issued(KeyState.ABSENT);
        keys.origin(KeyState.usuallyAbsent(RecordGap.PROVIDER_OF_SESSION.gap()), KeyState.ABSENT);
      }
      case Caller.AwsService _ -> {
        keys.mfa(KeyState.ABSENT, KeyState.ABSENT);
        keys.issued(KeyState.usuallyAbsent(RecordGap.SESSION_START.gap()));
        keys.origin(KeyState.ABSENT, KeyState.ABSENT);
      }
    }
  }

  private void mfaOfUser() {
    boolean temporary = recorded.identity().keys() == UserIdentity.Keys.TEMPORARY;
    if (recorded.reason() instanceof AwsReason.MfaCodeInvalid) {
      mfa(
          KeyState.unknown(RecordGap.MFA_REJECTED.gap()),
          KeyState.unknown(RecordGap.MFA_REJECTED.gap()));
    } else if (recorded.parameters().serialNumber().isPresent()) {
      // the code was right, else AWS would say so
      mfa(KeyState.present("true"), KeyState.present("0"));
    } else if (temporary && (recorded.parameters().recorded() || session.mfa().isEmpty())) {
      mfaOfSession();
    } else if (temporary && session.mfa().get()) {
      // a code sent with the call would have been newer
      mfa(KeyState.present("true"), ofSession(mfaAge()));
    } else if (temporary) {
      mfa(
          KeyState.unknown(RecordGap.MFA_IN_CALL.gap(), NO),
          KeyState.usuallyAbsent(RecordGap.MFA_IN_CALL.gap()));
    } else {
      boolean known =
          recorded.parameters().recorded()
              && recorded.identity().keys() == UserIdentity.Keys.LONG_TERM;
      KeyState none = known ? KeyState.ABSENT : KeyState.usuallyAbsent(RecordGap.MFA_IN_CALL.gap());
      mfa(none, none);
    }
  }

  /// Role sessions cannot send a code: what they began with is all they have.
  private void mfaOfSession() {
    Optional<Boolean> began = session.mfa();
    if (began.isEmpty()) {
      mfa(
          KeyState.unknown(RecordGap.MFA_OF_SESSION.gap()),
          KeyState.unknown(RecordGap.MFA_OF_SESSION.gap()));
    } else if (began.get()) {
      mfa(KeyState.present("true"), mfaAge());
    } else {
      mfa(NO, KeyState.ABSENT);
    }
  }

  /// What is usual is that the session's age counts.
  private static KeyState ofSession(KeyState age) {
    return age instanceof KeyState.Present
        ? KeyState.unknown(RecordGap.MFA_IN_CALL.gap(), age)
        : age;
  }

  private KeyState mfaAge() {
    Optional<Instant> time = recorded.connection().time();
    return KeyState.of(
        session
            .created()
            .flatMap(created -> time.map(now -> Duration.between(created, now).toSeconds()))
            .filter(seconds -> seconds >= 0),
        RecordGap.MFA_AGE.gap());
  }

  private void mfa(KeyState present, KeyState age) {
    context.put("aws:MultiFactorAuthPresent", present).put("aws:MultiFactorAuthAge", age);
  }

  private void issueTimeOfUser() {
    if (recorded.identity().keys() == UserIdentity.Keys.LONG_TERM) {
      issued(KeyState.ABSENT);
    } else {
      sessionStart();
    }
  }

  private void sessionStart() {
    issued(KeyState.of(session.created(), RecordGap.SESSION_START.gap()));
  }

  private void issued(KeyState state) {
    context.put("aws:TokenIssueTime", state);
  }

  private void origin() {
    Optional<String> sourceIdentity = session.sourceIdentity();
    origin(
        KeyState.unknown(
            RecordGap.PROVIDER_OF_SESSION.gap(), KeyState.orAbsent(session.federatedProvider())),
        sourceIdentity.isPresent() || session.recorded()
            ? KeyState.orAbsent(sourceIdentity)
            : KeyState.usuallyAbsent(KeyGaps.key("aws:SourceIdentity")));
  }

  private void origin(KeyState provider, KeyState sourceIdentity) {
    context.put("aws:FederatedProvider", provider).put("aws:SourceIdentity", sourceIdentity);
  }
}
