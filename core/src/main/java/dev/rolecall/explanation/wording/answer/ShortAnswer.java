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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an answer says after the fix.
public record ShortAnswer(Explanation explanation, CauseSentence causes) {

  private static final int MOST_POSSIBLE = 3;

  /// What announces the further causes in a list.
  public static String alsoBlockingTitle() {
    return "Also blocking:";
  }

  /// Stands for changes that are not shown, with `%d` in place of their number.
  public static String earlierChanges() {
    return "and %d earlier";
  }

  /// A line for each further cause, and where nothing is certain, for each other possible one.
  public List<RichSentence> alsoBlocking() {
    List<Cause> all = explanation.diagnosis().causes();
    Stream<RichSentence> further =
        all.subList(1, all.size()).stream()
            .map(causes::clause)
            .distinct()
            .map(clause -> say("Also blocking: {}.", clause));
    Stream<RichSentence> possible =
        explanation.diagnosis().confidence() == Confidence.UNDETERMINED
                && explanation.candidates().isEmpty()
            ? new ConfidenceText(explanation, causes)
                .possible(MOST_POSSIBLE).stream().map(clause -> say("Possible: {}.", clause))
            : Stream.empty();
    return Stream.concat(further, possible).toList();
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
