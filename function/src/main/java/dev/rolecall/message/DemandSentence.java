package dev.rolecall.message;

import dev.rolecall.diagnosis.Fix;
import java.util.Locale;

/// What has to hold of a call: what to send, and what not to send.
record DemandSentence(ConditionSentence conditions) {

  /// One demand, as an item of a list.
  Prose item(Fix.RequestMust must) {
    if (must.isWithoutMfa()) {
      return Prose.say("call without MFA: {} ({})", withoutMfa(must), must.operator());
    }
    if (must.forbids()) {
      return Masking.isExternalId(must.key())
          ? Prose.say(
              "do not send an external ID: {} must not be set ({})", must.key(), must.operator())
          : Prose.say("{} must not be set ({})", must.key(), must.operator());
    }
    return isNegated(must)
        ? Prose.say("{} must not be {} ({})", must.key(), conditions.values(must), must.operator())
        : Prose.say("{} has {} ({})", must.key(), requirement(must), must.operator());
  }

  /// One demand, as part of a sentence.
  Prose part(Fix.RequestMust must) {
    return must.isWithoutMfa()
        ? Prose.say("{} (no MFA)", must.key())
        : Prose.say("{} ", must.key()).then(requirement(must));
  }

  private Prose requirement(Fix.RequestMust must) {
    return conditions.requirement(must.operator(), must.key(), must.values());
  }

  private static boolean isNegated(Fix.RequestMust must) {
    return must.operator().toLowerCase(Locale.ROOT).contains("not")
        && !must.operator().toLowerCase(Locale.ROOT).contains("ip");
  }

  /// `Bool` wants the key to be there, which only temporary credentials have.
  private static Prose withoutMfa(Fix.RequestMust must) {
    boolean there =
        !must.forbids() && !must.operator().toLowerCase(Locale.ROOT).endsWith("ifexists");
    return Prose.say(
        there
            ? "with temporary credentials that were obtained with no MFA code, so that {} is false"
            : "with credentials that were obtained with no MFA code, so that {} is not true",
        must.key());
  }
}
