package dev.rolecall.cli.check;

import dev.rolecall.denial.Caller;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.terminal.TextFormat;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.wording.VerdictWords;

/// Whether one call would be allowed, for people.
public final class CallAnswer {

  private CallAnswer() {}

  /// The caller as it was given; services and providers by what policies call them.
  public static String name(Caller caller, String given) {
    return caller instanceof Caller.AwsService(String principal)
        ? principal
        : caller.provider().orElse(given);
  }

  /// Verdict, caller and role.
  ///
  /// @param caller its name
  public static String title(String caller, CheckedCall checked) {
    String role = checked.explanation().denial().target().arn().map(Object::toString).orElse("");
    return checked.verdict() + ": " + caller + " -> " + role;
  }

  /// Why, and what to do. It ends with a line break.
  public static String text(CheckedCall checked, boolean verbose, WritingOptions writingOptions) {
    if (checked.end().isPresent()) {
      return VisibleText.line(checked.end().get()) + "\n";
    }
    StringBuilder text = new StringBuilder();
    checked
        .doubts()
        .forEach(gap -> text.append(VisibleText.line(VerdictWords.doubt(gap))).append('\n'));
    String answer =
        verbose
            ? TextFormat.verboseAnswer(checked.explanation(), writingOptions)
            : TextFormat.answer(checked.explanation(), writingOptions);
    return text.append(answer.stripTrailing()).append('\n').toString();
  }
}
