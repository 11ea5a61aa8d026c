package dev.rolecall.explanation.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.Explanations;
import dev.rolecall.explanation.Stories;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.render.terminal.TextFormat;
import dev.rolecall.explanation.wording.NearMissSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.Truth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentTest {

  private static final WritingOptions PLAIN = WritingOptions.plain();

  private static String text(Explanations explanations) {
    return TextFormat.verbose(explanations.explanation(), PLAIN);
  }

  @ParameterizedTest
  @EnumSource(CauseCode.class)
  void everyCauseHasASummaryOfOneSentence(CauseCode code) {
    Explanation explanation = Stories.of(code).explanation();
    String summary = Sentences.summary(explanation);
    assertThat(summary).endsWith(".").doesNotContain("\n").doesNotContain("  ");
    assertThat(summary).contains(explanation.denial().target().arn().orElseThrow().name());
    assertThat(summary).containsIgnoringCase(new EntityNames(explanation).caller().plain());
    assertThat(summary.charAt(0)).matches(c -> c == '`' || Character.isUpperCase(c));
  }

  @ParameterizedTest
  @EnumSource(CauseCode.class)
  void theSectionsStandInTheOrderInWhichTheyAreRead(CauseCode code) {
    Document document = DocumentWriter.write(Stories.of(code).explanation(), PLAIN, true);
    List<Document.Topic> topics =
        document.sections().stream().map(Document.Section::topic).toList();
    assertThat(topics).isSorted().doesNotHaveDuplicates();
    assertThat(topics)
        .contains(
            Document.Topic.CALL,
            Document.Topic.SURENESS,
            Document.Topic.CHECKLIST,
            Document.Topic.LINKS);
    assertThat(document.lead()).hasSize(3);
    assertThat(document.sections()).allMatch(section -> !section.blocks().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(CauseCode.class)
  void theLeadIsShortAndTheRemedyPrecedesTheDetails(CauseCode code) {
    List<String> lines = text(Stories.of(code)).lines().toList();
    assertThat(lines.indexOf("")).as("lines of the lead").isBetween(3, 10);
    assertThat(lines.indexOf("HOW SURE")).isGreaterThan(lines.indexOf("WHAT TO DO"));
  }

  @ParameterizedTest
  @EnumSource(NearMiss.Kind.class)
  void everyNearMissIsExplained(NearMiss.Kind kind) {
    Explanations explanations =
        new Explanations()
            .because(
                Explanations.near(
                    kind,
                    "arn:aws:iam::111111111111:role/x",
                    Explanations.trust(CauseCode.PRINCIPAL_NOT_TRUSTED)));
    assertThat(text(explanations)).contains("arn:aws:iam::111111111111:role/x");
    assertThat(NearMissSentence.difference(kind).plain()).isNotBlank().doesNotEndWith(".");
    NearMissSentence.advice(kind).ifPresent(advice -> assertThat(advice.plain()).endsWith("."));
  }

  @ParameterizedTest
  @EnumSource(Fix.Place.class)
  void everyPlaceOfAFixIsShown(Fix.Place place) {
    Fix fix =
        switch (place) {
          case TRUST_POLICY -> Stories.trustFix();
          case ROLE_POLICY, USER_POLICY -> Stories.identityFix(place, "ci-runner");
          case PERMISSION_SET -> Stories.identityFix(place, "AWSReservedSSO_Dev_0123456789abcdef");
          case REQUEST ->
              Explanations.request(
                  new Fix.RequestMust(
                      "sts:RoleSessionName",
                      ConditionOperator.of(Comparison.STRING_EQUALS),
                      List.of("alice")));
        };
    Explanations explanations =
        new Explanations().because(Explanations.trust(CauseCode.PRINCIPAL_NOT_TRUSTED)).fixes(fix);
    String wanted =
        switch (place) {
          case TRUST_POLICY -> "aws iam update-assume-role-policy --role-name deploy";
          case ROLE_POLICY -> "aws iam put-role-policy --role-name ci-runner";
          case USER_POLICY -> "aws iam put-user-policy --user-name ci-runner";
          case PERMISSION_SET -> "-v name=Dev '$2 == name";
          case REQUEST -> "--role-session-name alice";
        };
    assertThat(text(explanations)).contains(wanted);
  }

  @Test
  void likelyNeverSoundsCertain() {
    String text = text(Stories.of(CauseCode.EXTERNAL_ID_REQUIRED));
    assertThat(text).contains("Likely: ", "Likely (").doesNotContain("Certain");
  }

  @Test
  void theChangeIsDatedByTheDenial() {
    assertThat(text(Stories.of(CauseCode.PRINCIPAL_NOT_TRUSTED)))
        .contains("14 minutes before the denial, by `arn:aws:sts::222222222222:assumed-role/");
  }

  @Test
  void anotherAccountsOwnerGetsARequest() {
    assertThat(text(Stories.of(CauseCode.PRINCIPAL_NOT_TRUSTED)))
        .contains("REQUEST TO THE ROLE'S OWNER", "To the owner of account 222222222222");
    assertThat(text(Stories.of(CauseCode.TRUST_SIDE_UNREAD))).contains("\"Effect\": \"Allow\"");
    assertThat(text(Stories.of(CauseCode.OIDC_CLAIM_MISMATCH)))
        .doesNotContain("REQUEST TO THE ROLE'S OWNER");
  }

  @Test
  void aStrangerIsNotHelpedIn() {
    String text =
        text(
            new Explanations()
                .stranger()
                .because(Explanations.trust(CauseCode.PRINCIPAL_NOT_TRUSTED)));
    assertThat(text)
        .contains("leave the denial in place")
        .doesNotContain("TEST IT", "ADVICE", "REQUEST");
  }

  @Test
  void terraformIsShownToTerraform() {
    Explanations explanations = Stories.of(CauseCode.EXTERNAL_ID_MISSING);
    assertThat(text(explanations)).doesNotContain("provider \"aws\"");
    assertThat(text(explanations.userAgent("APN/1.0 HashiCorp/1.0 Terraform/1.14.3")))
        .contains("external_id = var.external_id");
  }

  @Test
  void aCallWithMfaAndOneWithoutAreAskedForInOtherWords() {
    assertThat(text(asksFor("Bool", "true")))
        .contains("call AssumeRole with MFA", "--serial-number", "--token-code", "mfa_serial = ")
        .doesNotContain("without MFA");
    assertThat(TextFormat.write(asksFor("BoolIfExists", "false").explanation(), PLAIN))
        .contains("without MFA")
        .doesNotContain("call AssumeRole with MFA", "mfa_serial");
  }

  private static Explanations asksFor(String operator, String value) {
    return Stories.of(CauseCode.MFA_REQUIRED)
        .fixes(
            Explanations.request(
                new Fix.RequestMust(
                    "aws:MultiFactorAuthPresent",
                    ConditionOperator.parse(operator).orElseThrow(),
                    List.of(value))));
  }

  @Test
  void linesOfSentencesFitTheWidth() {
    String text =
        TextFormat.verbose(
            Stories.of(CauseCode.MFA_REQUIRED).explanation(),
            new WritingOptions(false, false, false, 80));
    assertThat(text.lines().filter(line -> !line.startsWith("aws ")))
        .filteredOn(line -> !line.contains("https://"))
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void aDocumentOfACommandBeginsAtTheFirstColumn() {
    assertThat(text(Stories.of(CauseCode.PRINCIPAL_NOT_TRUSTED)))
        .contains(" --policy-document '{\n", "\n}' &&\n");
  }

  @Test
  void anAllowedCheckSaysSo() {
    Explanation checked =
        new Explanations()
            .allowed(Truth.TRUE)
            .because(Explanations.bare(CauseCode.UNDETERMINED))
            .explanation();
    assertThat(TextFormat.verboseAnswer(checked, PLAIN))
        .startsWith("Role `ci-runner` in account 111111111111 can assume role `deploy`")
        .contains("Certain: the policies allow the call")
        .doesNotContain("WHY", "WHAT TO DO", "AWS's own reason");
    assertThat(JsonFormat.answer(checked, PLAIN)).contains("\"verdict\":\"ALLOWED\"");
  }

  @Test
  void everyPartitionHasItsConsole() {
    Explanations explanations =
        new Explanations().roleArn("arn:aws-cn:iam::222222222222:role/deploy");
    assertThat(text(explanations.because(Explanations.trust(CauseCode.PRINCIPAL_NOT_TRUSTED))))
        .contains("https://console.amazonaws.cn/iam/home#/roles/details/deploy");
  }
}
