package dev.rolecall.explanation.wording.answer;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.NearMissSentence;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Roles that the call may have been meant for.
public record OtherRoles(Explanation explanation, CauseSentence causes) {

  private static final int MOST = 5;

  /// How the ARN that was asked for is wrong by itself, which the cause says.
  private static final Set<NearMiss.Kind> SAID_BEFORE =
      EnumSet.of(
          NearMiss.Kind.NAMES_SESSION, NearMiss.Kind.NOT_A_ROLE_ARN, NearMiss.Kind.OTHER_PARTITION);

  /// Roles whose ARNs are like the one that was asked for.
  public List<Block> similar() {
    return Block.announced(
        "Similar roles that exist:",
        explanation.suggestions().stream()
            .map(
                suggestion ->
                    SAID_BEFORE.contains(suggestion.how())
                        ? RichSentence.value(suggestion.role().toString())
                        : say(
                            "{}: {}",
                            suggestion.role(),
                            NearMissSentence.difference(suggestion.how())))
            .toList());
  }

  /// Roles that trust the provider of the caller's token or assertion, or the service, where the
  /// record names none.
  public List<Block> trusting() {
    return Block.announced(
        explanation.denial().caller() instanceof Caller.AwsService
            ? "Roles of the account that trust the service:"
            : "Roles of the account that trust the caller's provider:",
        RichSentence.first(
            MOST,
            explanation.candidates().stream()
                .map(candidate -> say("{}: {}", candidate.role(), verdict(candidate)))
                .toList(),
            "and %d more"));
  }

  private RichSentence verdict(CandidateRole candidate) {
    return candidate.causes().isEmpty()
        ? words("no policy that was read denies this caller")
        : say("denies this caller: {}", causes.clause(candidate.causes().getFirst()));
  }
}
