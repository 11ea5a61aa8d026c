package dev.rolecall.incident;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Decision;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Denials and explanations to test with.
public final class Denials {

  static final AccountId HOME = new AccountId("111122223333");

  private Denials() {}

  /// A role session that is refused a role.
  public static Denial denial(
      String eventId, Instant time, String caller, String session, String role) {
    return denial(eventId, Optional.empty(), time, caller, session, role);
  }

  /// The same from one of several records.
  static Denial denial(
      String eventId,
      Optional<String> sharedEventId,
      Instant time,
      String caller,
      String session,
      String role) {
    RoleSessionArn arn = new RoleSessionArn("aws", HOME, caller, session);
    return new Denial(
        Optional.of(eventId),
        sharedEventId,
        Optional.of(time),
        Optional.of("eu-west-1"),
        Optional.of(HOME),
        AssumeCall.ASSUME_ROLE,
        "sts:AssumeRole",
        new Caller.RoleSession(
            arn,
            RoleArn.parse("arn:aws:iam::111122223333:role/" + caller),
            Optional.of("AROAEXAMPLEEXAMPLE123")),
        new TargetRole.Known(RoleArn.parse("arn:aws:iam::111122223333:role/" + role).orElseThrow()),
        Passed.UNKNOWN,
        Passed.UNKNOWN,
        false,
        RequestContext.builder(_ -> KeyState.ABSENT).build(),
        new AwsReason.NotGiven(),
        "AccessDenied",
        "User: " + arn + " is not authorized to perform: sts:AssumeRole",
        "test",
        "192.0.2.7",
        Optional.empty());
  }

  /// The explanation of a denial whose trust policy denies for certain.
  public static Explanation denied(Denial denial, CauseCode cause) {
    return explanation(denial, cause, Confidence.CERTAIN, Decision.IMPLICIT_DENY, List.of());
  }

  /// The explanation of a denial that the policies allow by now.
  public static Explanation allowed(Denial denial, CauseCode cause) {
    return explanation(denial, cause, Confidence.LIKELY, Decision.ALLOW, List.of());
  }

  static Explanation explanation(
      Denial denial, CauseCode cause, Confidence confidence, Decision trust, List<Change> changes) {
    Map<PolicyType, Decision> evaluation = new EnumMap<>(PolicyType.class);
    for (PolicyType type : PolicyType.values()) {
      evaluation.put(type, Decision.ALLOW);
    }
    evaluation.put(PolicyType.TRUST_POLICY, trust);
    return new Explanation(
        denial,
        denial.caller().principalArn(),
        new Diagnosis(
            List.of(
                new Cause(
                    cause,
                    denial.deniedAction(),
                    Optional.of(PolicyType.TRUST_POLICY),
                    Optional.of("trust policy"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            confidence,
            List.of(),
            evaluation,
            trust.denies() ? Truth.FALSE : new Truth.Unknown(List.of()),
            List.of(),
            false,
            Diagnosis.Familiarity.KNOWN,
            Actor.TARGET_ACCOUNT,
            Optional.empty()),
        List.of(),
        changes,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        Map.of(),
        false,
        Map.of());
  }
}
