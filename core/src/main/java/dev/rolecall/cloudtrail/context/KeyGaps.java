package dev.rolecall.cloudtrail.context;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import java.util.Optional;

/// The gaps that condition keys leave whose values no record has.
public final class KeyGaps {

  private KeyGaps() {}

  /// A claim of the token.
  public static Gap claim(String key) {
    return new Gap(
        new GapFact.Claim(key), GapReason.Known.CLAIM_NOT_RECORDED, GapRemedy.Step.DECODE_TOKEN);
  }

  /// @param form what such services send; empty when that is not known
  static Gap externalId(String service, Optional<String> form) {
    return new Gap(
        new GapFact.ServiceExternalId(service),
        new GapReason.SentByService(form),
        GapRemedy.Step.LOOK_AT_SERVICE);
  }

  /// A key that belongs to the caller's session.
  public static Gap sessionKey(String key) {
    return new Gap(
        new GapFact.KeyValue(key),
        GapReason.Known.NOT_IN_CALLS_OF_SESSION,
        GapRemedy.Step.FIND_START_OF_SESSION);
  }

  /// A key that the call brings.
  public static Gap key(String key) {
    return new Gap(
        new GapFact.KeyValue(key), GapReason.Known.NOT_RECORDED, GapRemedy.Step.LOOK_AT_CLIENT);
  }
}
