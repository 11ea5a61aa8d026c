package dev.rolecall.gate.github;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.markdown.MarkdownFormat;
import dev.rolecall.explanation.render.markdown.MarkdownText;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.Judgement;
import dev.rolecall.gate.Outcome;
import dev.rolecall.gate.Verdicts;
import dev.rolecall.gate.VerdictsText;
import dev.rolecall.gate.terraform.ConfiguredTrust;
import dev.rolecall.gate.terraform.TerraformPlaces;
import dev.rolecall.gate.token.TokenCall;
import dev.rolecall.gate.token.TokenProblem;
import dev.rolecall.gate.wording.SummaryWords;
import dev.rolecall.gate.wording.TokenWords;
import dev.rolecall.gate.wording.VerdictWords;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.report.terraform.TerraformRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Answers in markdown, for the summary of a job and for pull requests. Many read these: external
/// IDs inside of policies are masked, too.
///
/// @param places where the configuration has what decides
/// @param environment of the process, for links
public record JobSummary(
    WritingOptions writingOptions, TerraformPlaces places, Map<String, String> environment) {

  /// So many pairs are explained of each kind.
  private static final int MOST = 50;

  private static final int LONGEST_ERROR = 2_000;

  /// What is said of one call.
  ///
  /// @param checked by the policies
  /// @param byAws the call as AWS's own message, or the token itself, decides it before policies do
  /// @param token empty for callers without one
  /// @param trust what the configuration says of the trust policy, where it was asked
  /// @param error the message of the failed call, where it was given
  public record Call(
      CheckedCall checked,
      Optional<CheckedCall> byAws,
      Optional<TokenCall> token,
      Optional<ConfiguredTrust> trust,
      Optional<String> error) {

    /// What decides.
    public CheckedCall decisive() {
      return byAws.orElse(checked);
    }
  }

  /// The answer for one call. It ends with a line break.
  public String of(Call call) {
    StringBuilder out = new StringBuilder();
    CheckedCall decisive = call.decisive();
    Explanation explanation = decisive.explanation();
    out.append("## ")
        .append(sign(decisive.verdict()))
        .append(' ')
        .append(
            MarkdownText.of(DocumentWriter.answer(explanation, writingOptions, false).headline()))
        .append("\n\n");
    problems(call, out);
    Optional<TerraformRole> role = call.trust().flatMap(ConfiguredTrust::place);
    boolean trusted = isTrusted(call.checked().explanation());
    if (call.byAws().isPresent()) {
      out.append(brief(call.byAws().get(), Optional.empty()));
      section(SummaryWords.byTrustPolicy(), out);
      out.append(trusted ? TokenWords.trusted() + "\n" : brief(call.checked(), role));
    } else {
      out.append(brief(call.checked(), role));
      if (trusted && call.checked().verdict() != Verdict.DENIED) {
        elsewhere(call, out);
      }
    }
    terraform(call, out);
    call.token().ifPresent(token -> claims(token, call.checked().explanation(), out));
    call.error().ifPresent(text -> error(text, out));
    return out.toString();
  }

  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case ALLOWED -> "✅";
      case DENIED -> "❌";
      case UNDETERMINED -> "❔";
    };
  }

  private static void section(String title, StringBuilder out) {
    out.append("\n### ").append(title).append("\n\n");
  }

  private static void problems(Call call, StringBuilder out) {
    List<TokenProblem> problems = call.token().map(TokenCall::problems).orElse(List.of());
    problems.forEach(
        problem ->
            out.append(MarkdownText.of(RichSentence.ticked(problem.summary()))).append("\n\n"));
  }

  /// Why, and what to change.
  private String brief(CheckedCall checked, Optional<TerraformRole> role) {
    if (checked.end().isPresent()) {
      return MarkdownText.of(RichSentence.ticked(checked.end().get())) + "\n";
    }
    if (!checked.doubts().isEmpty()) {
      return MarkdownFormat.of(
          Block.bullets(
              checked.doubts().stream()
                  .map(VerdictWords::doubt)
                  .map(RichSentence::ticked)
                  .toList()));
    }
    Explanation explanation = checked.explanation();
    return MarkdownFormat.brief(
        explanation,
        writingOptions,
        difference -> role.flatMap(one -> changed(explanation, one)).orElse(difference));
  }

  /// The change of the one trust policy.
  private Optional<Block> changed(Explanation explanation, TerraformRole role) {
    List<Fix> policies =
        explanation.fixes().stream().filter(fix -> fix.after().isPresent()).toList();
    return policies.size() == 1 && policies.getFirst().place() == Fix.Place.TRUST_POLICY
        ? new ChangedPolicy(role, writingOptions).difference(policies.getFirst())
        : Optional.empty();
  }

  private static boolean isTrusted(Explanation explanation) {
    return explanation.diagnosis().decision(PolicyType.TRUST_POLICY) == Decision.ALLOW;
  }

  /// Where else to look when AWS denied what the policy allows.
  private void elsewhere(Call call, StringBuilder out) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(RichSentence.words(SummaryWords.deniedAnyway())));
    call.trust()
        .flatMap(ConfiguredTrust::place)
        .flatMap(_ -> call.checked().explanation().denial().target().arn())
        .ifPresent(role -> blocks.addAll(Block.bullets(List.of(SummaryWords.applied(role)))));
    call.token()
        .ifPresent(
            token -> {
              String[] required = token.required().split(":\n", 2);
              blocks.add(
                  new Block.Paragraph(
                      RichSentence.ticked(required[0] + (required.length > 1 ? ":" : ""))));
              if (required.length > 1) {
                blocks.add(new Block.Code("bash", required[1]));
              }
            });
    out.append('\n').append(MarkdownFormat.of(blocks));
  }

  private void terraform(Call call, StringBuilder out) {
    Optional<TerraformRole> place = call.trust().flatMap(ConfiguredTrust::place);
    if (place.isEmpty()) {
      return;
    }
    section(SummaryWords.inTerraform(), out);
    Explanation explanation = call.checked().explanation();
    TerraformRole role = place.get();
    out.append(
            MarkdownText.of(
                SummaryWords.role(role.address(), call.trust().orElseThrow().isGuess())))
        .append(' ')
        .append(
            new SourceLinks(environment)
                .of(
                    explanation
                        .denial()
                        .target()
                        .arn()
                        .flatMap(
                            arn -> places.trust(arn, Optional.of(explanation.diagnosis().cause())))
                        .orElseGet(role::trust)))
        .append(".\n");
    if (call.trust().get() instanceof ConfiguredTrust.Partial partial
        && call.checked().verdict() == Verdict.DENIED) {
      out.append('\n').append(MarkdownText.of(SummaryWords.open(partial.open()))).append("\n");
      byHand(call, out);
    }
  }

  /// The value to add where no change can be written, because the policy is not known whole.
  private static void byHand(Call call, StringBuilder out) {
    Diagnosis diagnosis = call.checked().explanation().diagnosis();
    if (diagnosis.caller() == Diagnosis.Familiarity.KNOWN
        && diagnosis.cause().code() == CauseCode.OIDC_CLAIM_MISMATCH) {
      diagnosis
          .cause()
          .condition()
          .flatMap(
              failed ->
                  call.token()
                      .map(token -> token.claims(Set.of(failed.key().toLowerCase(Locale.ROOT))))
                      .map(claims -> claims.get(failed.key()))
                      .map(values -> SummaryWords.add(failed.key(), values)))
          .ifPresent(sentence -> out.append('\n').append(MarkdownText.of(sentence)).append("\n"));
    }
  }

  private static void claims(TokenCall token, Explanation explanation, StringBuilder out) {
    section(SummaryWords.claims(), out);
    out.append(
        MarkdownFormat.of(
            Block.bullets(
                token.claims(explanation.dependsOn()).entrySet().stream()
                    .map(claim -> SummaryWords.claim(claim.getKey(), claim.getValue()))
                    .toList())));
  }

  private static void error(String text, StringBuilder out) {
    section(SummaryWords.errorOfStep(), out);
    out.append(
        MarkdownFormat.of(
            List.of(
                new Block.Code(
                    "text",
                    Truncation.at(LONGEST_ERROR, VisibleText.lines(Redaction.of(text)).strip())))));
  }

  /// The answers for pairs: how many of which, then each that fails, then each that is open. It
  /// ends with a line break.
  public String of(Verdicts verdicts) {
    StringBuilder out = new StringBuilder();
    out.append("## ")
        .append(sign(verdicts.grade()))
        .append(' ')
        .append(MarkdownText.of(RichSentence.words(VerdictsText.sum(verdicts))))
        .append("\n");
    for (Outcome.Grade grade : List.of(Outcome.Grade.FAILED, Outcome.Grade.OPEN)) {
      List<Judgement> all = verdicts.of(grade);
      all.stream().limit(MOST).forEach(one -> judgement(one, out));
      if (all.size() > MOST) {
        out.append('\n').append(SummaryWords.more(all.size() - MOST)).append("\n");
      }
    }
    return out.toString();
  }

  private void judgement(Judgement judgement, StringBuilder out) {
    section(
        sign(judgement.outcome().grade())
            + " "
            + MarkdownText.of(
                SummaryWords.pair(
                    judgement.outcome().words(),
                    judgement.pair().caller(),
                    judgement.pair().role())),
        out);
    List<RichSentence> circumstances =
        VerdictsText.circumstances(judgement, writingOptions).stream()
            .map(RichSentence::ticked)
            .toList();
    if (!circumstances.isEmpty()) {
      out.append(MarkdownFormat.of(Block.bullets(circumstances))).append('\n');
    }
    places
        .of(judgement)
        .ifPresent(
            place ->
                out.append(SummaryWords.at())
                    .append(' ')
                    .append(new SourceLinks(environment).of(place))
                    .append("\n\n"));
    out.append(
        brief(
            new CheckedCall(judgement.then(), judgement.end(), judgement.doubts()),
            places.role(judgement.pair().role())));
  }

  private static String sign(Outcome.Grade grade) {
    return switch (grade) {
      case PASSED -> "✅";
      case FAILED -> "❌";
      case OPEN -> "❔";
    };
  }

  /// How a token's own problem is said, for an annotation.
  public static Optional<String> problem(Call call) {
    return call.token()
        .flatMap(token -> token.problems().stream().filter(TokenProblem::isLasting).findFirst())
        .map(problem -> TokenWords.rejected(problem.summary(), problem.cause().name()));
  }
}
