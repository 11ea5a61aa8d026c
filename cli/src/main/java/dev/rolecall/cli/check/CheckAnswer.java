package dev.rolecall.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.VerdictsJson;
import dev.rolecall.gate.token.TokenCall;
import dev.rolecall.gate.token.TokenProblem;
import dev.rolecall.gate.wording.TokenWords;
import dev.rolecall.iam.evaluation.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// Writes whether one call would be allowed.
record CheckAnswer(ParseResult parsed, Console console) {

  /// What is to say of a token.
  ///
  /// @param byPolicies the answer of the policies, where AWS rejects the token before it asks them
  record OfToken(TokenCall call, Optional<CheckedCall> byPolicies) {}

  /// Writes the answer.
  ///
  /// @param caller as it was given
  /// @return the exit status
  int write(String caller, CheckedCall checked, Optional<OfToken> token) {
    WritingOptions writingOptions = CommandOptions.options(parsed, console);
    switch (CommandOptions.format(parsed, Options.Format.text)) {
      case json -> {
        ObjectNode json = VerdictsJson.answer(checked, writingOptions);
        token.ifPresent(it -> put(it, json));
        line(json.toString());
      }
      case text -> {
        line(CallAnswer.title(caller, checked));
        console.out().println();
        token.ifPresent(this::problems);
        text(token.flatMap(OfToken::byPolicies).orElse(checked), writingOptions);
        token.ifPresent(it -> more(it, checked));
      }
    }
    return switch (checked.verdict()) {
      case ALLOWED -> ExitStatus.OK;
      case DENIED -> ExitStatus.DENIED;
      case UNDETERMINED -> ExitStatus.UNDETERMINED;
    };
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
