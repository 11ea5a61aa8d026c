package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.EvaluationEvidence;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Denier;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Side;
import dev.rolecall.evidence.AwsEvaluation.Effect;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What AWS's own evaluation of a call says, and what it contributed.
public record EvaluationSentence(Denial denial, EvaluationEvidence evidence) {

  private static final int MOST_KEYS = 5;
  private static final int MOST_DENIERS = 3;

  /// All that there is to say, a sentence after the other.
  public RichSentence whole() {
    return switch (evidence.status()) {
      case READ -> RichSentence.join(read(), " ", " ");
      case UNREAD ->
          evidence.unread().map(this::unread).orElse(words("AWS's own evaluation was not read."));
      case NONE -> words("AWS has no evaluation of its own under the denial's authorization ID.");
      case OTHER_CALL ->
          words(
              "AWS's own evaluation under the denial's authorization ID is about a different call,"
                  + " so Rolecall ignores it.");
    };
  }

  /// What AWS says, and whether the policies that were read say the same.
  public RichSentence result() {
    return say("AWS's own evaluation: {}; {}.", verdict(), words(agreement()));
  }

  /// What AWS says of the call: "implicit deny of `sts:AssumeRole`".
  RichSentence verdict() {
    List<RichSentence> effects = new ArrayList<>();
    for (Map.Entry<String, Effect> action : evidence.effects().entrySet()) {
      effects.add(
          switch (action.getValue()) {
            case ALLOW -> say("{} allowed", action.getKey());
            case IMPLICIT_DENY -> say("implicit deny of {}", action.getKey());
            case EXPLICIT_DENY -> say("explicit deny of {}{}", action.getKey(), by());
          });
    }
    return effects.isEmpty()
        ? words("no result for the actions of the call")
        : RichSentence.join(effects, ", ", " and ");
  }

  private RichSentence by() {
    List<RichSentence> deniers =
        RichSentence.first(
            MOST_DENIERS,
            evidence.deniedBy().stream().map(EvaluationSentence::denier).toList(),
            "%d more");
    return deniers.isEmpty()
        ? RichSentence.NOTHING
        : say(" by {}", RichSentence.join(deniers, ", ", " and "));
  }

  private static RichSentence denier(Denier denier) {
    String any = denier.type().map(PolicySentence::anyOf).orElse("a policy");
    RichSentence statement =
        denier.sid().map(sid -> say(" (statement {})", sid)).orElse(RichSentence.NOTHING);
    return denier
        .arn()
        .map(arn -> say(any + " {}{}", arn, statement))
        .orElse(words(any).then(statement));
  }

  private String agreement() {
    return switch (evidence.agreement()) {
      case AGREES -> "the policies that were read agree";
      case DISAGREES -> "the policies that were read disagree";
      case UNDECIDED -> "the policies that were read do not decide it";
    };
  }

  private List<RichSentence> read() {
    List<RichSentence> sentences = new ArrayList<>();
    sentences.add(result());
    if (!evidence.learned().isEmpty()) {
      sentences.add(
          say(
              "It shows {}.",
              RichSentence.join(
                  RichSentence.first(
                      MOST_KEYS,
                      evidence.learned().stream().map(RichSentence::value).toList(),
                      "%d more"),
                  ", ",
                  " and ")));
    }
    List<RichSentence> none =
        Arrays.stream(PolicyType.values())
            .filter(type -> isWorthSaying(type) && evidence.tookNoPart().contains(type))
            .map(type -> words("no " + PolicySentence.one(type)))
            .toList();
    if (!none.isEmpty()) {
      sentences.add(say("AWS evaluated {}.", RichSentence.join(none, ", ", " and ")));
    }
    evidence.hidden().stream()
        .sorted()
        .map(
            side ->
                words(
                    side == Side.CALLER
                        ? "It may not show the policies of the caller's organization."
                        : "It may not show the policies of the role's organization."))
        .forEach(sentences::add);
    return sentences;
  }

  /// The others are read, or always there.
  private static boolean isWorthSaying(PolicyType type) {
    return type == PolicyType.SESSION_POLICY || type == PolicyType.VPC_ENDPOINT_POLICY;
  }

  private RichSentence unread(Gap gap) {
    RichSentence sentence =
        say(
            "AWS's own evaluation of the call was not read ({}){}.",
            ticked(GapSentence.why(gap)),
            gap.learnBy() == GapRemedy.Step.NOTHING
                ? RichSentence.NOTHING
                : say(": {}", ticked(GapSentence.learnBy(gap))));
    boolean saved =
        gap.why() == GapReason.Known.NO_EVALUATION_FILE || gap.why() == GapReason.Known.NO_SNAPSHOT;
    return saved && denial.authorizationId().isPresent()
        ? sentence.then(
            say(
                " Save the output as {} in the snapshot.",
                "authorizations/" + denial.authorizationId().get() + ".json"))
        : sentence;
  }
}
