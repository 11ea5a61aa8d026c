package dev.rolecall.gate.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.plan.Plans;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.ProposedTrust;
import dev.rolecall.gate.token.Token;
import dev.rolecall.gate.token.TokenCall;
import dev.rolecall.gate.token.TokenReader;
import dev.rolecall.gate.token.TokenReading;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.report.terraform.hcl.HclTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Whatever the expressions of a policy come to: what they let in, the policy that is made of it
/// lets in, too.
class OpenDocumentTest {

  private static final RoleArn ROLE =
      RoleArn.parse("arn:aws:iam::222222222222:role/app-deploy").orElseThrow();
  private static final String HOST = "token.actions.githubusercontent.com";
  private static final String PROVIDER = "arn:aws:iam::222222222222:oidc-provider/" + HOST;
  private static final List<String> TEXTS =
      List.of(
          "acme",
          "app",
          "*",
          "a*",
          "",
          "repo:acme/app:ref:refs/heads/main",
          "repo:acme/app:*",
          "sts.amazonaws.com",
          PROVIDER,
          "sts:AssumeRoleWithWebIdentity",
          "main");

  /// A template with holes, and the same with texts in them.
  private record Document(HclTemplate open, String filled) {}

  private final List<HclTemplate.Part> parts = new ArrayList<>();
  private final StringBuilder filled = new StringBuilder();

  private void text(String text) {
    parts.add(new HclTemplate.Part(text, false));
    filled.append(text);
  }

  private void hole(Random random, String likely) {
    parts.add(new HclTemplate.Part("var.x" + random.nextInt(1000), true));
    filled.append(random.nextBoolean() ? likely : TEXTS.get(random.nextInt(TEXTS.size())));
  }

  /// A text, or a hole in its place or in it.
  private void value(Random random, String text) {
    text("\"");
    switch (random.nextInt(4)) {
      case 0 -> hole(random, text);
      case 1 -> {
        int cut = random.nextInt(text.length());
        text(text.substring(0, cut));
        hole(random, text.substring(cut));
      }
      default -> text(random.nextInt(4) == 0 ? "other" : text);
    }
    text("\"");
  }

  private void statement(Random random) {
    text("{\"Effect\":\"" + (random.nextInt(4) == 0 ? "Deny" : "Allow") + "\",");
    text(random.nextInt(8) == 0 ? "\"NotAction\":" : "\"Action\":");
    value(random, "sts:AssumeRoleWithWebIdentity");
    text(",\"Principal\":{\"Federated\":");
    value(random, PROVIDER);
    text("},\"Condition\":{");
    List<String> operators =
        new ArrayList<>(
            List.of(
                "StringEquals",
                "StringLike",
                "StringNotEquals",
                "StringNotLike",
                "StringEqualsIgnoreCase",
                "ForAnyValue:StringLike",
                "ForAllValues:StringEquals",
                "StringLikeIfExists",
                "Null"));
    int many = random.nextInt(4);
    for (int i = 0; i < many; i++) {
      text(
          (i == 0 ? "" : ",") + "\"" + operators.remove(random.nextInt(operators.size())) + "\":{");
      text("\"" + HOST + ":sub\":");
      value(random, random.nextBoolean() ? "repo:acme/app:ref:refs/heads/main" : "repo:acme/*");
      if (random.nextBoolean()) {
        text(",\"" + HOST + ":aud\":[");
        value(random, "sts.amazonaws.com");
        text(",");
        value(random, "other");
        text("]");
      }
      text("}");
    }
    text("}}");
  }

  private Document document(Random random) {
    text("{\"Version\":\"2012-10-17\",\"Statement\":[");
    int many = 1 + random.nextInt(2);
    for (int i = 0; i < many; i++) {
      text(i == 0 ? "" : ",");
      statement(random);
    }
    text("]}");
    return new Document(new HclTemplate(parts), filled.toString());
  }

  private static Denial call() {
    byte[] claims =
        ("{\"iss\":\"https://"
                + HOST
                + "\",\"sub\":\"repo:acme/app:ref:refs/heads/main\",\"aud\":\"sts.amazonaws.com\"}")
            .getBytes(StandardCharsets.UTF_8);
    Token token = ((TokenReading.Read) TokenReader.read(claims)).token();
    return new TokenCall(token, ROLE, Instant.parse("2026-11-30T00:00:00Z"))
        .denial(new TreeMap<>(), key -> key);
  }

  private static Optional<Decision> decision(String policy) {
    Evidence evidence = Plans.evidence();
    return ProposedTrust.read(policy) instanceof PolicyReading.Read read
        ? Optional.of(
            CheckedCall.of(call(), evidence, Optional.of(Proposal.ofTrust(ROLE, read)))
                .explanation()
                .diagnosis()
                .decision(PolicyType.TRUST_POLICY))
        : Optional.empty();
  }

  @RepeatedTest(300)
  void letsInAtLeastAsMuch(RepetitionInfo repetition) {
    Document document = document(new Random(repetition.getCurrentRepetition()));
    Optional<Decision> filledDecision = decision(document.filled());
    new OpenDocument(document.open())
        .atMost(Optional.of(PROVIDER))
        .flatMap(OpenDocumentTest::decision)
        .filter(most -> most == Decision.IMPLICIT_DENY || most == Decision.EXPLICIT_DENY)
        .ifPresent(
            _ ->
                assertThat(filledDecision)
                    .as(document.filled())
                    .satisfiesAnyOf(
                        one -> assertThat(one).isEmpty(),
                        one ->
                            assertThat(one)
                                .hasValueSatisfying(
                                    value ->
                                        assertThat(value)
                                            .isIn(
                                                Decision.IMPLICIT_DENY, Decision.EXPLICIT_DENY))));
  }
}
