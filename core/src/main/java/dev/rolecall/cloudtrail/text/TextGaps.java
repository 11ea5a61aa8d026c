package dev.rolecall.cloudtrail.text;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import java.util.Optional;
import java.util.Set;

/// What an error text cannot tell: more than a record. Where CloudTrail's record of the call tells
/// it, the command that finds the record learns it.
///
/// @param lookup the command
record TextGaps(GapRemedy lookup) {

  /// Known of a call whose record says nothing else, and not known of a text.
  private static final Set<String> OF_SERVICES =
      Set.of("aws:viaawsservice", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast");

  RequestContext applyTo(RequestContext context) {
    return context.map(this::state);
  }

  private KeyState state(String key, KeyState state) {
    if (OF_SERVICES.contains(key) && !(state instanceof KeyState.Unknown)) {
      return KeyState.unknown(gap(RecordGap.CALLED_VIA.gap()), state);
    }
    return state instanceof KeyState.Unknown(Gap gap, Optional<KeyState> usual)
        ? new KeyState.Unknown(gap(gap), usual)
        : state;
  }

  private Gap gap(Gap gap) {
    if (!(gap.fact() instanceof RecordGap fact) || hasReasonOfItsOwn(fact)) {
      return gap;
    }
    return new Gap(fact, GapReason.Known.NOT_IN_MESSAGE, isInRecord(fact) ? lookup : gap.learnBy());
  }

  /// Whether it is not known for another reason than that CloudTrail does not record it.
  private static boolean hasReasonOfItsOwn(RecordGap fact) {
    return fact == RecordGap.MFA_REJECTED || fact == RecordGap.SESSION_POLICY;
  }

  /// Whether CloudTrail's record of a call usually shows it.
  private static boolean isInRecord(RecordGap fact) {
    return switch (fact) {
      case TIME,
          REGION,
          USER_AGENT,
          TLS,
          MFA_OF_SESSION,
          MFA_AGE,
          SOURCE_IP,
          SOURCE_IP_BEHIND_SERVICE,
          CALLED_VIA,
          CALLER,
          CALLER_ACCOUNT,
          ROLE_PATH,
          SESSION_START,
          PROVIDER_OF_TOKEN,
          PROVIDER_OF_CALLER ->
          true;
      case EXTERNAL_ID,
          SESSION_NAME,
          SOURCE_IDENTITY,
          SESSION_TAGS,
          TOKEN_TAGS,
          TOKEN_SOURCE_IDENTITY,
          ANY_TAGS_IN_CALL,
          ANY_TAGS_IN_TOKEN,
          ANY_TAGS_IN_ASSERTION,
          ANY_SOURCE_IDENTITY_IN_CALL,
          ANY_SOURCE_IDENTITY_IN_TOKEN,
          ANY_SOURCE_IDENTITY_IN_ASSERTION,
          TAGS_OF_SESSION,
          SESSION_POLICY,
          MFA_IN_CALL,
          MFA_REJECTED,
          ENDPOINT,
          VPC,
          SERVICE_RESOURCE,
          PROVIDER_OF_SESSION,
          ASSERTION ->
          false;
    };
  }
}
