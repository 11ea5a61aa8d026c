package dev.rolecall.cli.check;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.render.terminal.TextFormat;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.Judgement;
import dev.rolecall.gate.Outcome;
import dev.rolecall.gate.Verdicts;
import dev.rolecall.gate.VerdictsText;
import dev.rolecall.gate.github.Annotation;
import dev.rolecall.gate.github.Annotation.Level;
import dev.rolecall.gate.github.JobSummary;
import dev.rolecall.gate.github.RunnerFiles;
import dev.rolecall.gate.terraform.TerraformPlaces;
import dev.rolecall.gate.wording.SummaryWords;
import dev.rolecall.gate.wording.VerdictWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes answers the way GitHub Actions takes them: the text and the annotations to standard
/// output, the summary and the outputs to the runner's files.
record GithubAnswer(Console console, WritingOptions writingOptions, TerraformPlaces places) {

  /// GitHub shows so many annotations of a kind of one step.
  private static final int MOST = 10;

  /// The summary in markdown.
  JobSummary summary() {
    return new JobSummary(writingOptions, places, console.environment());
  }

  void write(JobSummary.Call call) {
    CheckedCall decisive = call.decisive();
    Explanation explanation = decisive.explanation();
    Optional<RoleArn> role = explanation.denial().target().arn();
    String reason = JobSummary.problem(call).orElseGet(() -> reason(decisive));
    console.out().print(Annotation.quoted(text(decisive)));
    console
        .out()
        .println(
            new Annotation(
                level(decisive.verdict()),
                title(decisive.verdict(), role),
                call.byAws().isPresent()
                    ? Optional.empty()
                    : role.flatMap(
                        arn -> places.trust(arn, Optional.of(explanation.diagnosis().cause()))),
                reason));
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put("verdict", decisive.verdict().name());
    outputs.put("cause", explanation.diagnosis().cause().code().name());
    outputs.put("confidence", explanation.diagnosis().confidence().name());
    outputs.put("explanation", reason);
    files(summary().of(call), outputs);
  }

  private String reason(CheckedCall checked) {
    return checked
        .end()
        .or(() -> checked.doubts().stream().findFirst().map(VerdictWords::doubt))
        .orElseGet(() -> Sentences.answer(checked.explanation(), writingOptions));
  }

  private String text(CheckedCall checked) {
    return checked.end().isPresent() || !checked.doubts().isEmpty()
        ? reason(checked)
        : TextFormat.brief(checked.explanation(), writingOptions, false);
  }

  private static Level level(Verdict verdict) {
    return switch (verdict) {
      case ALLOWED -> Level.NOTICE;
      case DENIED -> Level.ERROR;
      case UNDETERMINED -> Level.WARNING;
    };
  }

  private static String title(Verdict verdict, Optional<RoleArn> role) {
    return switch (verdict) {
      case ALLOWED -> SummaryWords.allowedTitle(role);
      case DENIED -> SummaryWords.title(role);
      case UNDETERMINED -> SummaryWords.openTitle(role);
    };
  }

  void write(Verdicts verdicts) {
    console.out().print(Annotation.quoted(VerdictsText.forLogs(verdicts, writingOptions)));
    annotations(verdicts.of(Outcome.Grade.FAILED), Level.ERROR)
        .forEach(one -> console.out().println(one));
    annotations(verdicts.of(Outcome.Grade.OPEN), Level.WARNING)
        .forEach(one -> console.out().println(one));
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put("outcome", verdicts.grade().name());
    outputs.put("pairs", String.valueOf(verdicts.judgements().size()));
    outputs.put("failed", String.valueOf(verdicts.of(Outcome.Grade.FAILED).size()));
    outputs.put("undetermined", String.valueOf(verdicts.of(Outcome.Grade.OPEN).size()));
    outputs.put("explanation", VerdictsText.sum(verdicts));
    files(summary().of(verdicts), outputs);
  }

  private List<Annotation> annotations(List<Judgement> judgements, Level level) {
    int shown = judgements.size() > MOST ? MOST - 1 : judgements.size();
    List<Annotation> all = new ArrayList<>();
    judgements.stream()
        .limit(shown)
        .map(
            one ->
                new Annotation(
                    level, one.title(), places.of(one), VerdictsText.reason(one, writingOptions)))
        .forEach(all::add);
    if (judgements.size() > shown) {
      all.add(
          new Annotation(
              level,
              SummaryWords.moreTitle(),
              Optional.empty(),
              SummaryWords.moreAnnotations(judgements.size() - shown)));
    }
    return all;
  }

  private void files(String summary, Map<String, String> outputs) {
    RunnerFiles files = new RunnerFiles(console.environment());
    try {
      files.summary(summary);
      files.outputs(outputs);
    } catch (IOException e) {
      throw new CommandFailure(
          RunWords.cannotWrite(RunWords.runnerFiles(), e.getMessage()), ExitStatus.FAILED);
    }
  }
}
