package dev.rolecall.evidence.snapshot;

import static dev.rolecall.evidence.snapshot.Folder.found;
import static dev.rolecall.evidence.snapshot.Folder.gap;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.AwsEvaluation.Effect;
import dev.rolecall.evidence.AwsEvaluation.EvaluatedPolicy;
import dev.rolecall.evidence.AwsEvaluation.MatchedStatement;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotEvaluationsTest {

  private static final String ID = "7k2m9x4q1v8b3n6c5z0d2f4g";
  private static final String ROLE = "arn:aws:iam::222222222222:role/deploy";
  private static final String ANSWER =
      """
      {"requestContext": {"aws:PrincipalArn": "arn:aws:iam::111111111111:user/ana", "sts:ExternalId": "x-1",
         "aws:TagKeys": ["a", "b"], "aws:MultiFactorAuthAge": 12, "aws:SecureTransport": true, "aws:ViaAWSService": null},
       "evaluations": [{"action": "sts:AssumeRole", "resource": "%s", "evaluatedEffect": "EXPLICIT_DENY",
         "matchedPolicies": [{"uri": "arn:aws:iam::111111111111:policy/deny",
           "matchedStatements": [{"sid": "NoSts", "evaluatedEffect": "DENY"}]}]}],
       "policies": [{"uri": "arn:aws:iam::111111111111:policy/deny", "type": "IDENTITY_BASED_POLICY", "inline": false,
           "attachedTo": [{"arn": "arn:aws:iam::111111111111:user/ana"}]},
         {"uri": "x", "type": "SOMETHING_NEW"}]}
      """
          .formatted(ROLE);

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
  }

  private static Denial denial(String end) {
    String record =
        """
        {"eventVersion": "1.11", "eventID": "e-1", "eventTime": "2026-11-01T10:00:00Z", "eventName": "AssumeRole",
         "eventSource": "sts.amazonaws.com", "awsRegion": "eu-west-1", "errorCode": "AccessDenied",
         "errorMessage": "User: arn:aws:iam::111111111111:user/ana is not authorized to perform: sts:AssumeRole on resource: %s%s",
         "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::111111111111:user/ana", "accountId": "111111111111"}}
        """
            .formatted(ROLE, end);
    List<EventReading> readings = new ArrayList<>();
    EventReader.read("event", new ByteArrayInputStream(record.getBytes(UTF_8)), readings::add);
    return ((EventReading.Denied) readings.getFirst()).denial();
  }

  private static Denial denial() {
    return denial(
        ". Go to"
            + " https://eu-west-1.console.aws.amazon.com/iam/home?region=eu-west-1#/authorization-details/"
            + ID
            + " for complete details, or call the GetRequestAuthorizationDetails API with the"
            + " following authorization id: "
            + ID);
  }

  private Lookup<AwsEvaluation> evaluation() {
    return folder.open().evidence().evaluations().of(denial());
  }

  private String why() {
    return GapSentence.why(gap(evaluation()));
  }

  @Test
  void anAnswerIsFoundByTheIdOfTheDenial() {
    folder.write("authorizations/" + ID + ".json", ANSWER);
    AwsEvaluation read = found(evaluation());
    assertThat(read.context())
        .containsEntry("sts:ExternalId", List.of("x-1"))
        .containsEntry("aws:TagKeys", List.of("a", "b"))
        .containsEntry("aws:MultiFactorAuthAge", List.of("12"))
        .containsEntry("aws:SecureTransport", List.of("true"))
        .doesNotContainKey("aws:ViaAWSService");
    assertThat(read.evaluations())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.action()).isEqualTo("sts:AssumeRole");
              assertThat(one.resource()).isEqualTo(ROLE);
              assertThat(one.effect()).contains(Effect.EXPLICIT_DENY);
              assertThat(one.matched())
                  .containsExactly(
                      new MatchedStatement(
                          "arn:aws:iam::111111111111:policy/deny",
                          Optional.of("NoSts"),
                          Optional.of(true)));
            });
    assertThat(read.policies())
        .extracting(EvaluatedPolicy::type)
        .containsExactly(Optional.of(PolicyType.IDENTITY_POLICY), Optional.empty());
    assertThat(read.whole()).isTrue();
  }

  @Test
  void aSnapshotOfNothingElseCanBeUsed() {
    folder.write("authorizations/" + ID + ".json.gz", Folder.gzipped(ANSWER));
    Snapshot snapshot = folder.open();
    assertThat(snapshot.evidence().evaluations().of(denial())).isInstanceOf(Lookup.Found.class);
    assertThat(snapshot.problems()).isEmpty();
  }

  @Test
  void itIsNotTakenForAnAccount() {
    folder.roles("222222222222.json", Folder.role(ROLE));
    folder.write("authorizations/" + ID + ".json", ANSWER);
    Snapshot snapshot = folder.open();
    found(snapshot.evidence().roles().role(Folder.roleArn(ROLE)));
    snapshot.evidence().roles().rolesNamed("deploy");
    assertThat(snapshot.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void pagesMakeOneAnswer(boolean all) {
    folder.write(
        "authorizations/" + ID + ".json", ANSWER.replaceFirst("\\{", "{\"nextToken\": \"t\","));
    folder.write(
        "authorizations/" + ID + "-2.json",
        ANSWER
            .replaceFirst("\\{", all ? "{" : "{\"nextToken\": \"u\",")
            .replace("sts:AssumeRole", "sts:TagSession"));
    AwsEvaluation read = found(evaluation());
    assertThat(read.evaluations())
        .extracting(AwsEvaluation.Evaluated::action)
        .containsExactly("sts:TagSession", "sts:AssumeRole");
    assertThat(read.policies()).hasSize(2);
    assertThat(read.whole()).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.json", ID + "x.json", "../" + ID + ".json"})
  void aFileOfAnotherNameIsNotIt(String name) {
    folder.write("changes.ndjson", "");
    folder.write("authorizations/other.json", ANSWER);
    folder.write("authorizations/" + name, ANSWER);
    assertThat(why()).isEqualTo("the snapshot does not have it");
    assertThat(GapSentence.learnBy(gap(evaluation())))
        .isEqualTo(
            "run `aws iam-toolbox get-request-authorization-details --region eu-west-1"
                + " --authorization-id "
                + ID
                + "` within 24 hours of the call");
  }

  @Test
  void aDenialWithoutAnIdHasNone() {
    folder.write("authorizations/" + ID + ".json", ANSWER);
    assertThat(folder.open().evidence().evaluations().of(denial("")))
        .isInstanceOf(Lookup.Absent.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"action\": \"sts:AssumeRole\"| \"action\": 7| evaluations[0].action: expected a string,"
            + " found a number",
        "\"action\": \"sts:AssumeRole\",|| evaluations[0]: no action",
        "\"requestContext\"| \"context\"| no requestContext",
        "\"x-1\"| {}| requestContext.sts:ExternalId: expected a string, found an object",
        "\"policies\": [| \"policies\": [3, | policies[0]: expected an object, found a number",
        "\"matchedStatements\": [| \"matchedStatements\": 1, \"x\": [|"
            + " matchedPolicies[0].matchedStatements: expected a list",
        "\"SOMETHING_NEW\"}]}| \"SOMETHING_NEW\"}| invalid JSON: it ends too early",
      })
  void aFileThatIsNotAsExpectedIsNamedWithItsField(String from, String to, String what) {
    String bad = ANSWER.strip();
    folder.roles("222222222222.json", Folder.role(ROLE));
    Path file =
        folder.write("authorizations/" + ID + ".json", bad.replace(from, to == null ? "" : to));
    Snapshot snapshot = folder.open();
    String why = GapSentence.why(gap(snapshot.evidence().evaluations().of(denial())));
    assertThat(why).startsWith(file.toString()).contains(what);
    assertThat(snapshot.problems()).extracting(SnapshotProblem::toString).contains(why);
    found(snapshot.evidence().roles().role(Folder.roleArn(ROLE)));
  }
}
