package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.rolecall.evidence.aws.FakeAws.denied;
import static dev.rolecall.evidence.aws.FakeAws.never;
import static dev.rolecall.evidence.aws.FakeAws.noSuch;
import static dev.rolecall.evidence.aws.FakeAws.query;
import static dev.rolecall.evidence.aws.FakeAws.throttled;
import static dev.rolecall.evidence.aws.FakeAws.xml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.policy.PolicyReading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AwsEvidenceTest {

  private final Scene scene = new Scene();

  @AfterEach
  void end() {
    scene.close();
  }

  private Lookup<RoleFacts> role() {
    return scene.about().roles().role(Scene.ROLE);
  }

  private Gap gap() {
    return Scene.gap(role());
  }

  @Test
  void theRoleIsToldWithItsTrustPolicyTagsAndDate() {
    scene.aws.stub(
        query("GetRole"),
        xml(
            "GetRole",
            "<Role>"
                + FakeAws.role(Scene.ROLE.toString(), Scene.TRUST)
                + "<Tags><member><Key>team</Key><Value>ops</Value></member></Tags></Role>"));
    assertThat(role().found())
        .hasValueSatisfying(
            role -> {
              assertThat(role.trustPolicy()).isInstanceOf(PolicyReading.Read.class);
              assertThat(role.tags()).containsEntry("team", "ops");
              assertThat(role.roleId()).contains("AROAEXAMPLE");
              assertThat(role.created()).isPresent();
            });
  }

  @Test
  void aRoleThatIamDoesNotKnowIsAbsent() {
    scene.aws.stub(query("GetRole"), noSuch("The role with name cost-reporting"));
    assertThat(role()).isInstanceOf(Lookup.Absent.class);
    assertThat(scene.heard).doesNotContain("iam:GetRole FAILED");
  }

  @Test
  void aRoleWithTheNameButAnotherPathIsAbsent() {
    scene.aws.stub(
        query("GetRole"), Scene.roleAnswer("arn:aws:iam::444455556666:role/x/cost-reporting"));
    assertThat(role()).isInstanceOf(Lookup.Absent.class);
  }

  @Test
  void notBeingAllowedToLookIsNoMissingRole() {
    scene.aws.stub(query("GetRole"), denied("iam:GetRole", "role cost-reporting"));
    assertThat(GapSentence.why(gap()))
        .startsWith("iam:GetRole on role cost-reporting was denied: User: ")
        .endsWith("because no identity-based policy allows the iam:GetRole action");
    assertThat(GapSentence.learnBy(gap()))
        .isEqualTo(
            "allow `iam:GetRole` for the credentials that read account 444455556666, then explain"
                + " the denial again");
    assertThat(scene.heard).contains("iam:GetRole NOT_ALLOWED");
  }

  @Test
  void throttlingForSecondsIsOutlasted() {
    int times = 6;
    for (int time = 0; time < times; time++) {
      scene.aws.stub(
          query("GetRole")
              .inScenario("throttled")
              .whenScenarioStateIs(time == 0 ? STARTED : "after " + time)
              .willSetStateTo("after " + (time + 1)),
          throttled());
    }
    scene.aws.stub(
        query("GetRole").inScenario("throttled").whenScenarioStateIs("after " + times),
        Scene.roleAnswer(Scene.ROLE.toString()));
    scene.patient();
    assertThat(role()).isInstanceOf(Lookup.Found.class);
    assertThat(scene.aws.countQuery("GetRole")).isGreaterThan(times);
  }

  /// The clock goes back, so that the next call may be made a minute from now, which is later than
  /// the deadline, however long this test takes.
  @Test
  void anAccountIsNotAskedMoreThanItsIamTakes() {
    scene.aws.stub(query("GetRole"), noSuch("The role"));
    Evidence evidence = scene.about();
    assertThat(evidence.roles().role(Scene.ROLE)).isInstanceOf(Lookup.Absent.class);
    assertThat(rolesFrom(0, 19, evidence)).hasOnlyElementsOfType(Lookup.Absent.class);
    int asked = scene.aws.countQuery("GetRole");

    scene.later(Duration.ofMinutes(-1));
    List<Lookup<RoleFacts>> more = rolesFrom(19, 30, evidence);

    assertThat(GapSentence.why(Scene.gap(more.getLast())))
        .isEqualTo("iam:GetRole on role role-29 was throttled");
    assertThat(more).hasOnlyElementsOfType(Lookup.Unreadable.class);
    assertThat(scene.aws.countQuery("GetRole")).isEqualTo(asked);
  }

  private static List<Lookup<RoleFacts>> rolesFrom(int from, int to, Evidence evidence) {
    return IntStream.range(from, to)
        .mapToObj(number -> new RoleArn("aws", Scene.HOME, "/", "role-" + number))
        .map(evidence.roles()::role)
        .toList();
  }

  @Test
  void aRoleThatAServiceNamesWithoutItsPathIsFound() {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
         "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}\
        """;
    scene.aws.stub(
        query("GetRole"),
        xml("GetRole", "<Role>" + FakeAws.role(Scene.ROLE.toString(), trust) + "</Role>"));

    Explanation explanation = ofService();

    assertThat(explanation.denial().target().arn()).contains(Scene.ROLE);
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void aNameThatNoRoleHasIsCertainOnlyWhereAllRolesAreListed() {
    scene.aws.stub(query("GetRole"), noSuch("The role"));
    scene.aws.stub(query("ListRoles"), denied("iam:ListRoles", "*"));

    Explanation explanation = ofService();

    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.ROLE_NOT_FOUND);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.LIKELY);
  }

  /// AWS Glue was given the name of a role.
  private Explanation ofService() {
    String record =
        """
        {"eventVersion": "1.11", "eventTime": "%s", "eventSource": "glue.amazonaws.com",
         "eventName": "CreateCrawler", "awsRegion": "eu-west-1", "errorCode": "InvalidInputException",
         "errorMessage": "Service is unable to assume provided role.", "eventID": "e-1",
         "requestParameters": {"name": "j", "role": "cost-reporting"}, "recipientAccountId": "%s"}
        """
            .formatted(scene.denial().time().orElseThrow(), Scene.HOME);
    List<Denial> denials = new ArrayList<>();
    EventReader.read(
        "record",
        new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)),
        reading -> {
          if (reading instanceof EventReading.Denied denied) {
            denials.add(denied.denial());
          }
        });
    return new Explainer(scene.about(denials.getFirst())).explain(denials.getFirst());
  }

  @Test
  void throttlingWithoutEndIsNamed() {
    scene.aws.stub(query("GetRole"), throttled());
    assertThat(GapSentence.why(gap()))
        .isEqualTo("iam:GetRole on role cost-reporting was throttled");
    assertThat(scene.heard).contains("iam:GetRole THROTTLED");
  }

  @Test
  void anAnswerThatDoesNotComeIsAGapAfterTheDeadline() {
    scene.aws.stub(query("GetRole"), never());
    scene.deadline(Duration.ofMillis(300));
    assertThat(GapSentence.why(gap())).isEqualTo("AWS did not answer within 0.3 s");
  }

  @Test
  void whatIsNoXmlIsAGap() {
    scene.aws.stub(query("GetRole"), aResponse().withBody("<GetRoleResponse><<oops"));
    assertThat(GapSentence.why(gap()))
        .isEqualTo("iam:GetRole on role cost-reporting returned an unreadable response");
    assertThat(scene.heard).contains("iam:GetRole FAILED");
  }

  @Test
  void anAnswerWithoutARoleIsAGap() {
    scene.aws.stub(query("GetRole"), xml("GetRole", ""));
    assertThat(GapSentence.why(gap())).endsWith("returned an unreadable response");
  }

  @Test
  void aTrustPolicyThatIsNoPolicyIsToldAsSuch() {
    scene.aws.stub(
        query("GetRole"),
        xml("GetRole", "<Role>" + FakeAws.role(Scene.ROLE.toString(), "[1,") + "</Role>"));
    assertThat(role().found())
        .hasValueSatisfying(
            role -> assertThat(role.trustPolicy()).isInstanceOf(PolicyReading.Unreadable.class));
  }

  @Test
  void aConnectionThatBreaksIsAGap() {
    scene.aws.stub(query("GetRole"), FakeAws.cutOff());
    assertThat(role()).isInstanceOf(Lookup.Unreadable.class);
  }

  @Test
  void wordsOfStrangersStayShortAndOnOneLine() {
    scene.aws.stub(
        query("GetRole"),
        FakeAws.xmlError(403, "AccessDenied", "a&#10;b " + "long ".repeat(10_000)));
    assertThat(GapSentence.why(gap()))
        .contains(": a b long")
        .hasSizeLessThan(400)
        .doesNotContain("\n");
  }

  @Test
  void aBurstOfTheSameDenialAsksOnce() {
    scene.aws.stub(query("GetRole"), Scene.roleAnswer(Scene.ROLE.toString()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Lookup<RoleFacts>>> burst =
          IntStream.range(0, 20)
              .mapToObj(_ -> CompletableFuture.supplyAsync(this::role, threads))
              .toList();
      assertThat(burst).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Lookup.Found.class));
    }
    assertThat(scene.aws.countQuery("GetRole")).isEqualTo(1);
  }

  @Test
  void anAnswerIsAskedForAgainWhenItIsOld() {
    scene.aws.stub(query("GetRole"), Scene.roleAnswer(Scene.ROLE.toString()));
    role();
    scene.later(Duration.ofSeconds(59));
    role();
    assertThat(scene.aws.countQuery("GetRole")).isEqualTo(1);
    scene.later(Duration.ofSeconds(2));
    role();
    assertThat(scene.aws.countQuery("GetRole")).isEqualTo(2);
  }

  @Test
  void aFailureIsForgottenSooner() {
    scene.aws.stub(query("GetRole"), denied("iam:GetRole", "role cost-reporting"));
    role();
    role();
    assertThat(scene.aws.countQuery("GetRole")).isEqualTo(1);
    scene.later(Duration.ofSeconds(4));
    scene.aws.stub(query("GetRole"), Scene.roleAnswer(Scene.ROLE.toString()));
    assertThat(role()).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void allRolesAreListedToTheLastPage() {
    scene.aws.stub(
        query("ListRoles"),
        xml(
            "ListRoles",
            "<IsTruncated>true</IsTruncated><Marker>next</Marker><Roles><member>"
                + FakeAws.role("arn:aws:iam::444455556666:role/b", Scene.TRUST)
                + "</member></Roles>"));
    scene
        .aws
        .server()
        .stubFor(
            query("ListRoles")
                .withFormParam("Marker", equalTo("next"))
                .atPriority(1)
                .willReturn(
                    xml(
                        "ListRoles",
                        "<IsTruncated>false</IsTruncated><Roles><member>"
                            + FakeAws.role("arn:aws:iam::444455556666:role/a", Scene.TRUST)
                            + "</member></Roles>")));
    assertThat(scene.about().roles().rolesOf(Scene.HOME).found().orElseThrow())
        .extracting(role -> role.arn().name())
        .containsExactly("a", "b");
  }

  @Test
  void rolesOfTheSameNameAreFoundAtHome() {
    scene.aws.stub(query("GetRole"), Scene.roleAnswer(Scene.ROLE.toString()));
    assertThat(scene.about().roles().rolesNamed("cost-reporting")).containsExactly(Scene.ROLE);
  }

  @Test
  @Timeout(60)
  void whatIsGivenUpIsHeardOf() {
    scene.aws.stub(query("GetRole"), never());
    scene.deadline(Duration.ofMillis(300));
    role();
    scene.hears("iam:GetRole TIMED_OUT");
  }
}
