package dev.rolecall.explanation.wording.answer;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.EvaluationEvidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.ActorSentence;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.ConfidenceText;
import dev.rolecall.explanation.wording.EvaluationSentence;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What an answer says after the fix.
public record ShortAnswer(Explanation explanation, CauseSentence causes) {

  private static final int MOST_POSSIBLE = 3;

  /// Further causes that are listed one by one.
  private static final int MOST_BLOCKING = 20;

  private static final int MOST_IN_DETAIL = 100;

  /// What announces the further causes in a list.
  public static String alsoBlockingTitle() {
    return "Also blocking:";
  }

  /// Stands for changes that are not shown, with `%d` in place of their number.
  public static String earlierChanges() {
    return "and %d earlier";
  }

  /// The causes that sentences are written about: all, or the first of each kind where there are
  /// more than anyone reads.
  public static Stream<Cause> causesInDetail(Explanation explanation) {
    List<Cause> all = explanation.diagnosis().causes();
    Set<List<Object>> kinds = new HashSet<>();
    return all.size() <= MOST_IN_DETAIL
        ? all.stream()
        : all.stream()
            .filter(
                cause ->
                    kinds.add(
                        List.of(cause.code(), cause.action(), cause.policyType(), cause.policy())))
            .limit(MOST_IN_DETAIL);
  }

  /// A line for each further cause, and where nothing is certain, for each other possible one.
  public List<RichSentence> alsoBlocking() {
    Stream<RichSentence> further =
        further().stream().map(clause -> say("Also blocking: {}.", clause));
    Stream<RichSentence> possible =
        explanation.diagnosis().confidence() == Confidence.UNDETERMINED
                && explanation.candidates().isEmpty()
            ? new ConfidenceText(explanation, causes)
                .possible(MOST_POSSIBLE).stream().map(clause -> say("Possible: {}.", clause))
            : Stream.empty();
    return Stream.concat(further, possible).toList();
  }

  /// The further causes, and after those that can be listed how many more there are.
  public List<RichSentence> further() {
    List<Cause> all = explanation.diagnosis().causes();
    int listed = Math.min(all.size(), MOST_BLOCKING + 1);
    Stream<RichSentence> clauses = all.subList(1, listed).stream().map(causes::clause).distinct();
    return Stream.concat(clauses, more(all.size() - listed).stream()).toList();
  }

  private static Optional<RichSentence> more(int number) {
    return number == 0
        ? Optional.empty()
        : Optional.of(say("%d more (`--format json` lists all)".formatted(number)));
  }

  /// What AWS's own evaluation says, where it was read.
  public Optional<RichSentence> ownEvaluation() {
    return explanation
        .diagnosis()
        .awsEvaluation()
        .filter(own -> own.status() == EvaluationEvidence.Status.READ)
        .map(own -> new EvaluationSentence(explanation.denial(), own).result());
  }

  /// The cause by its code, and how to see the rest.
  ///
  /// @param denied whether there is a cause
  /// @param request whether a request to the owner of the role is part of the rest
  /// @param ofCommand whether another run would run a command again
  public RichSentence details(boolean denied, boolean request, boolean ofCommand) {
    RichSentence rest =
        request
            ? say(
                "a request to send to {}, and all details",
                new ActorSentence(explanation).roleOwner())
            : words("all details");
    return say(
        "{}{}",
        Optional.of(explanation.diagnosis().cause().code())
            .filter(_ -> denied)
            .map(code -> say("Cause: {}. ", code)),
        ofCommand
            ? say(
                "For {}, pass the error message above to {}.",
                rest,
                "rolecall explain --verbose --message TEXT")
            : say("Run again with --verbose for {}.", rest));
  }
}
