package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import java.util.Set;

/// The condition keys of a call whose record came through a system that leaves fields out: that a
/// field is missing proves nothing.
public final class PartialContext {

  private static final Set<String> BY_MISSING_FIELDS =
      Set.of(
          "aws:viaawsservice",
          "aws:calledvia",
          "aws:calledviafirst",
          "aws:calledvialast",
          "aws:sourceidentity",
          "sts:sourceidentity",
          "aws:federatedprovider");

  private PartialContext() {}

  public static RequestContext of(RecordedCall recorded) {
    return ContextReading.of(recorded)
        .map(
            (key, state) ->
                state instanceof KeyState.Unknown || !BY_MISSING_FIELDS.contains(key)
                    ? state
                    : KeyState.unknown(
                        new Gap(
                            new GapFact.KeyValue(key),
                            GapReason.Known.FIELDS_LEFT_OUT,
                            GapRemedy.Step.GIVE_RECORD),
                        state));
  }
}
