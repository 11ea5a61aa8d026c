package dev.rolecall.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.VerdictsJson;
import dev.rolecall.gate.github.JobSummary;
import dev.rolecall.gate.terraform.ConfiguredTrust;
import dev.rolecall.gate.terraform.TerraformPlaces;
import dev.rolecall.gate.token.TokenCall;
import dev.rolecall.gate.token.TokenProblem;
import dev.rolecall.gate.wording.SummaryWords;
import dev.rolecall.gate.wording.TerraformWords;
import dev.rolecall.gate.wording.TokenWords;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.hcl.FilePlace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// Writes whether one call would be allowed.
///
/// @param places where the configuration has what decides
record CheckAnswer(ParseResult parsed, Console console, TerraformPlaces places) {

  /// What is to say of a token.
  ///
  /// @param byPolicies the answer of the policies, where AWS rejects the token before it asks them
  private record OfToken(TokenCall call, Optional<CheckedCall> byPolicies) {

    /// Whether the token itself is why AWS rejects it; else AWS's own message says so.
    boolean isRejected() {
      return call.problems().stream().anyMatch(TokenProblem::isLasting);
    }
  }

  /// Writes the answer.
  ///
  /// @param caller as it was given
  /// @return the exit status
  int write(String caller, JobSummary.Call call) {
    WritingOptions writingOptions = CommandOptions.options(parsed, console);
    GithubAnswer github = new GithubAnswer(console, CommandOptions.options(parsed), places);
    CheckedCall checked = call.decisive();
    Optional<OfToken> token =
        call.token().map(one -> new OfToken(one, call.byAws().map(_ -> call.checked())));
    switch (CommandOptions.format(parsed, CheckFormat.text)) {
      case json -> {
        ObjectNode json = VerdictsJson.answer(checked, writingOptions);
        token.ifPresent(it -> put(it, json));
        call.trust().ifPresent(it -> put(it, call, json));
        line(json.toString());
      }
      case text -> {
        line(CallAnswer.title(caller, checked));
        console.out().println();
        token
            .filter(it -> it.byPolicies().isPresent() && !it.isRejected())
            .ifPresent(
                _ -> {
                  text(checked, writingOptions);
                  console.out().println();
                });
        token.ifPresent(this::problems);
        text(token.flatMap(OfToken::byPolicies).orElse(checked), writingOptions);
        token.ifPresent(it -> more(it, checked));
        where(call);
      }
      case markdown -> console.out().print(github.summary().of(call));
      case github -> github.write(call);
    }
    return switch (checked.verdict()) {
      case ALLOWED -> ExitStatus.OK;
      case DENIED -> ExitStatus.DENIED;
      case UNDETERMINED -> ExitStatus.UNDETERMINED;
    };
  }

  private void put(ConfiguredTrust trust, JobSummary.Call call, ObjectNode json) {
    ObjectNode node = json.putObject("terraform");
    node.put("address", trust.place().map(TerraformRole::address).orElse(null));
    Optional<FilePlace> line = line(call);
    node.put("file", line.map(FilePlace::file).orElse(null));
    node.put("line", line.map(at -> at.place().line()).orElse(null));
    ArrayNode unresolved = node.putArray("unresolved");
    if (trust instanceof ConfiguredTrust.Partial partial) {
      partial.open().forEach(unresolved::add);
    }
  }

  private Optional<FilePlace> line(JobSummary.Call call) {
    Explanation explanation = call.checked().explanation();
    return explanation
        .denial()
        .target()
        .arn()
        .flatMap(role -> places.trust(role, Optional.of(explanation.diagnosis().cause())));
  }

  /// Where the configuration has the policy, and what of it is not known.
  private void where(JobSummary.Call call) {
    line(call)
        .ifPresent(
            place -> {
              console.out().println();
              line(TerraformWords.decidedAt(place));
            });
    call.trust()
        .ifPresent(
            trust -> {
              if (trust instanceof ConfiguredTrust.Partial partial
                  && call.checked().verdict() == Verdict.DENIED) {
                line(SummaryWords.open(partial.open()).plain());
              }
            });
  }

  private void line(String text) {
    console.out().println(VisibleText.line(text));
  }

  private void text(CheckedCall checked, WritingOptions writingOptions) {
    console.out().print(CallAnswer.text(checked, CommandOptions.isVerbose(parsed), writingOptions));
  }

  /// What AWS rejects stands before what policies say.
  private void problems(OfToken token) {
    List<TokenProblem> problems = token.call().problems();
    problems.forEach(
        problem ->
            line(
                problem.isLasting()
                    ? TokenWords.rejected(problem.summary(), problem.cause().name())
                    : problem.summary()));
    if (!problems.isEmpty()) {
      console.out().println();
    }
    token
        .byPolicies()
        .ifPresent(
            it -> {
              line(TokenWords.byPolicies(it.verdict().name()));
              console.out().println();
            });
  }

  private void more(OfToken token, CheckedCall checked) {
    boolean trusts =
        checked.explanation().diagnosis().decision(PolicyType.TRUST_POLICY) == Decision.ALLOW;
    if (checked.verdict() == Verdict.UNDETERMINED && trusts) {
      console.out().println();
      line(TokenWords.trusted());
    }
    if (checked.verdict() != Verdict.DENIED || CommandOptions.isVerbose(parsed)) {
      console.out().println();
      token.call().required().lines().forEach(this::line);
    }
  }

  private static void put(OfToken token, ObjectNode json) {
    TokenCall call = token.call();
    ObjectNode node =
        json.putObject("token")
            .put("type", call.isSaml() ? "SAML" : "OIDC")
            .put("provider", call.provider().orElse(null))
            .put("expires", call.expires().map(Instant::toString).orElse(null));
    ArrayNode problems = node.putArray("problems");
    for (TokenProblem problem : call.problems()) {
      problems
          .addObject()
          .put("cause", problem.cause().name())
          .put("lasting", problem.isLasting())
          .put("summary", problem.summary());
    }
    token
        .byPolicies()
        .ifPresent(
            it ->
                node.putObject("byPolicies")
                    .put("verdict", it.verdict().name())
                    .put("cause", it.explanation().diagnosis().cause().code().name()));
    node.put("notChecked", call.required());
    call.problems().stream()
        .filter(TokenProblem::isLasting)
        .findFirst()
        .ifPresent(
            problem ->
                ((ObjectNode) json.path("diagnosis"))
                    .put("summary", problem.summary())
                    .put("actor", Actor.CALLER_REQUEST.name()));
  }
}
