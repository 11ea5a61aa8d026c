package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;

import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Family;

/// What has to hold of a call: what to send, and what not to send.
public record DemandSentence(ConditionSentence conditions) {

  /// One demand, as an item of a list.
  public RichSentence item(Fix.RequestMust must) {
    if (must.isWithoutMfa()) {
      return say("call without MFA: {} ({})", withoutMfa(must), must.operator().source());
    }
    if (must.forbids()) {
      return Masking.isExternalId(must.key())
          ? say(
              "do not send an external ID: {} must not be set ({})",
              must.key(),
              must.operator().source())
          : say("{} must not be set ({})", must.key(), must.operator().source());
    }
    return isNegated(must)
        ? say(
            "{} must not be {} ({})", must.key(), conditions.values(must), must.operator().source())
        : say("{} has {} ({})", must.key(), requirement(must), must.operator().source());
  }

  /// One demand, as part of a sentence.
  public RichSentence part(Fix.RequestMust must) {
    return must.isWithoutMfa()
        ? say("{} (no MFA)", must.key())
        : say("{} ", must.key()).then(requirement(must));
  }

  private RichSentence requirement(Fix.RequestMust must) {
    return conditions.requirement(must.operator(), must.key(), must.values());
  }

  private static boolean isNegated(Fix.RequestMust must) {
    Comparison comparison = must.operator().comparison();
    return comparison.negated() && comparison.family() != Family.IP;
  }

  /// `Bool` wants the key to be there, which only temporary credentials have.
  private static RichSentence withoutMfa(Fix.RequestMust must) {
    boolean there = !must.forbids() && !must.operator().ifExists();
    return say(
        there
            ? "with temporary credentials that were obtained with no MFA code, so that {} is false"
            : "with credentials that were obtained with no MFA code, so that {} is not true",
        must.key());
  }
}
