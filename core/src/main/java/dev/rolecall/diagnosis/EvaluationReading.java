package dev.rolecall.diagnosis;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.diagnosis.cause.AwsComparison;
import dev.rolecall.diagnosis.evaluation.AwsVerdict;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.EvaluationEvidence;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Side;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Status;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came of asking for AWS's own evaluation of a denial.
record EvaluationReading(Denial denial, Lookup<AwsEvaluation> read) {

  static EvaluationReading of(Denial denial, Evidence evidence) {
    return new EvaluationReading(denial, evidence.evaluations().of(denial));
  }

  /// The denial with its role, where only AWS's evaluation shows it.
  Denial named() {
    return read.found().map(found -> AwsVerdict.named(denial, found)).orElse(denial);
  }

  /// What it contributed where it is about no call that is known.
  Optional<EvaluationEvidence> evidence() {
    return denial
        .authorizationId()
        .map(
            _ ->
                switch (read) {
                  case Lookup.Found<AwsEvaluation> _ ->
                      EvaluationEvidence.without(Status.OTHER_CALL, Optional.empty());
                  case Lookup.Absent<AwsEvaluation> _ ->
                      EvaluationEvidence.without(Status.NONE, Optional.empty());
                  case Lookup.Unreadable<AwsEvaluation>(Gap gap) ->
                      EvaluationEvidence.without(Status.UNREAD, Optional.of(gap));
                });
  }

  /// What it contributed to the explanation of a call.
  Optional<EvaluationEvidence> evidence(Facts facts, Evaluation evaluation) {
    return facts
        .aws()
        .map(verdict -> of(verdict, new AwsComparison(verdict, evaluation)))
        .or(this::evidence);
  }

  private EvaluationEvidence of(AwsVerdict verdict, AwsComparison comparison) {
    Set<Side> hidden = EnumSet.allOf(Side.class);
    hidden.removeAll(verdict.shown());
    return new EvaluationEvidence(
        Status.READ,
        Optional.empty(),
        verdict.effects(),
        comparison.agreement(),
        verdict.deniers(),
        verdict.learned(),
        verdict.typesThatTookPart(),
        verdict.typesThatTookNoPart(),
        hidden,
        verdict.confirmed());
  }

  /// The gaps, with AWS's evaluation as what settles those that it would.
  List<Gap> learnable(List<Gap> gaps) {
    return gaps.stream().map(this::learnable).distinct().toList();
  }

  private Gap learnable(Gap gap) {
    boolean settles =
        isOfRequest(gap.fact())
            && read instanceof Lookup.Unreadable<AwsEvaluation>(Gap unread)
            && unread.learnBy() != GapRemedy.Step.NOTHING;
    return settles
        ? denial
            .authorizationId()
            .flatMap(
                id ->
                    denial
                        .region()
                        .map(
                            region ->
                                new Gap(
                                    gap.fact(),
                                    gap.why(),
                                    new GapRemedy.ReadEvaluation(region, id))))
            .orElse(gap)
        : gap;
  }

  /// Whether AWS's evaluation shows it: what the request and the session of the caller had.
  private static boolean isOfRequest(GapFact fact) {
    return switch (fact) {
      case RecordGap gap -> isOfRequest(gap);
      case GapFact.KeyValue _,
          GapFact.Claim _,
          GapFact.ServiceExternalId _,
          GapFact.AtTimeOfCall _ ->
          true;
      case DocumentationGap _,
          GapFact.Topic _,
          GapFact.TrustPolicy _,
          GapFact.Roles _,
          GapFact.Account _,
          GapFact.OrganizationOf _,
          GapFact.ChangesIn _,
          GapFact.PrincipalList _,
          GapFact.PrincipalPolicy _,
          GapFact.ControlPolicies _,
          GapFact.ControlPolicy _,
          GapFact.EndpointPolicy _,
          GapFact.OtherName _,
          GapFact.ResourcePattern _,
          GapFact.UnexpectedValue _,
          GapFact.Stated _ ->
          false;
    };
  }

  private static boolean isOfRequest(RecordGap gap) {
    return switch (gap) {
      case CALLER, CALLER_ACCOUNT, MFA_REJECTED, PROVIDER_OF_CALLER, PROVIDER_OF_TOKEN -> false;
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
          MFA_OF_SESSION,
          MFA_AGE,
          TIME,
          REGION,
          USER_AGENT,
          TLS,
          SOURCE_IP,
          SOURCE_IP_BEHIND_SERVICE,
          ENDPOINT,
          VPC,
          CALLED_VIA,
          SERVICE_RESOURCE,
          ROLE_PATH,
          SESSION_START,
          PROVIDER_OF_SESSION,
          ASSERTION ->
          true;
    };
  }
}
