package dev.rolecall.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCallersTest {

  private static final Pattern FORM =
      Pattern.compile("arn:PARTITION:[a-z0-9-]+:(REGION|\\*|):(ACCOUNT|\\*):\\S+");

  private static List<ServiceCaller> all() {
    return List.copyOf(ServiceCallers.all());
  }

  @Test
  void everyEntryNamesAServiceAndItsSource() {
    assertThat(all())
        .hasSizeGreaterThan(60)
        .allSatisfy(
            caller -> {
              assertThat(ServiceName.parse(caller.principal())).isPresent();
              assertThat(caller.use()).isNotBlank();
              assertThat(caller.source()).containsPattern("https://|@[0-9a-f]{7}:");
            });
  }

  @Test
  void whatIsSentIsWrittenAsArnsWithPlaceholders() {
    assertThat(all())
        .allSatisfy(
            caller ->
                caller
                    .sourceArn()
                    .ifPresent(
                        arn -> {
                          assertThat(arn.forms()).isNotEmpty().allMatch(FORM.asMatchPredicate());
                          assertThat(arn.never()).allMatch(FORM.asMatchPredicate());
                        }));
  }

  @Test
  void aTrustPolicyWithTheDocumentedFormFitsWhatIsSent() {
    assertThat(all())
        .allSatisfy(
            caller ->
                caller
                    .sourceArn()
                    .ifPresent(
                        arn ->
                            assertThat(arn.forms())
                                .as(caller.principal())
                                .allMatch(
                                    form -> arn.canMatch(Placeholders.replace(form, _ -> "*")))));
  }

  @Test
  void namesThatAreMistakenForAServiceAreServicesToo() {
    assertThat(all())
        .allSatisfy(caller -> assertThat(caller.insteadOf()).allMatch(ServiceCallers::isKnown));
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler.amazonaws.com, arn:aws:scheduler:eu-west-1:111122223333:schedule/default/nightly,"
        + " false",
    "scheduler.amazonaws.com, arn:aws:scheduler:eu-west-1:111122223333:schedule-group/default,"
        + " true",
    "scheduler.amazonaws.com, arn:aws:scheduler:*:111122223333:*, true",
    "ecs-tasks.amazonaws.com, arn:aws:ecs:eu-west-1:111122223333:cluster/prod, false",
    "ecs-tasks.amazonaws.com, arn:aws:ecs:eu-west-1:111122223333:*, true",
    "pods.eks.amazonaws.com, arn:aws:eks:*:111122223333:podidentityassociation/prod/*, false",
    "pods.eks.amazonaws.com, arn:aws:eks:*:111122223333:cluster/prod, true",
    "glue.amazonaws.com, arn:aws:glue:*:111122223333:job/a, true",
    "codedeploy.amazonaws.com, arn:aws:s3:::bucket, false"
  })
  void aConditionCanBeMetOrNotByWhatAServiceSends(String principal, String pattern, boolean can) {
    assertThat(
            ServiceCallers.of(principal)
                .orElseThrow()
                .sourceArn()
                .map(arn -> arn.canMatch(pattern))
                .orElse(true))
        .isEqualTo(can);
  }

  @Test
  void podIdentityAndRolesAnywhereNeedMoreThanAssumeRole() {
    assertThat(ServiceCallers.passes("pods.eks.amazonaws.com", "sts:TagSession"))
        .isEqualTo(Passed.YES);
    assertThat(ServiceCallers.passes("pods.eks.amazonaws.com", "sts:SetSourceIdentity"))
        .isEqualTo(Passed.NO);
    assertThat(ServiceCallers.passes("rolesanywhere.amazonaws.com", "sts:SetSourceIdentity"))
        .isEqualTo(Passed.YES);
    assertThat(ServiceCallers.passes("eks.amazonaws.com", "sts:TagSession"))
        .isEqualTo(Passed.UNKNOWN);
    assertThat(ServiceCallers.passes("a-new-one.amazonaws.com", "sts:TagSession"))
        .isEqualTo(Passed.UNKNOWN);
  }

  @Test
  void onlyCognitosExternalIdIsASetting() {
    assertThat(ServiceCallers.of("cognito-idp.amazonaws.com").orElseThrow().isExternalIdChosen())
        .isTrue();
    assertThat(ServiceCallers.of("redshift.amazonaws.com").orElseThrow().isExternalIdChosen())
        .isFalse();
    assertThat(ServiceCallers.of("redshift.amazonaws.com").orElseThrow().externalId()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "states.eu-west-1.amazonaws.com, states.amazonaws.com, true",
    "states.eu-west-1.amazonaws.com, states.us-east-1.amazonaws.com, false",
    "ec2.amazonaws.com.cn, ec2.amazonaws.com, true",
    "scheduler.redshift.amazonaws.com, scheduler.amazonaws.com, false",
    "ecs-tasks.amazonaws.com, ecs.amazonaws.com, false",
    "widgets.amazonaws.com, widgets-runner.amazonaws.com, true",
    "widgets.amazonaws.com, ec2.amazonaws.com, false",
    "AWS Internal, ec2.amazonaws.com, false"
  })
  void twoNamesMayBeOneServiceUnlessBothAreKnown(String caller, String trusted, boolean maybe) {
    assertThat(ServiceCallers.mayBeSame(caller, trusted)).isEqualTo(maybe);
  }

  @ParameterizedTest
  @CsvSource({
    "lambda, aws, lambda.amazonaws.com",
    "AWS Lambda, aws, lambda.amazonaws.com",
    "Lambda@Edge, aws, edgelambda.amazonaws.com",
    "ec2, aws-us-gov, ec2.amazonaws.com",
    "ec2, aws-cn, ec2.amazonaws.com.cn",
    "lambda, aws-cn, lambda.amazonaws.com",
    "Step Functions, aws, states.amazonaws.com",
    "states.us-east-1, aws, states.us-east-1.amazonaws.com",
    "sfn.eu-west-1, aws, states.eu-west-1.amazonaws.com",
    "codedeploy.cn-north-1, aws-cn, codedeploy.cn-north-1.amazonaws.com.cn",
    "codedeploy, aws-cn, codedeploy.amazonaws.com",
    "logs, aws, logs.amazonaws.com",
    "logs.eu-west-1, aws, logs.eu-west-1.amazonaws.com",
    "eks-pod-identity, aws, pods.eks.amazonaws.com",
    "pods.eks, aws, pods.eks.amazonaws.com",
    "IAM Roles Anywhere, aws, rolesanywhere.amazonaws.com",
    "widgets.amazonaws.com, aws, widgets.amazonaws.com",
    "states.us-iso-east-1.c2s.ic.gov, aws-iso, states.us-iso-east-1.c2s.ic.gov",
    "widgets, aws, ",
    "cognito-identity, aws, ",
    "arn:aws:iam::111122223333:role/lambda, aws, "
  })
  void aServiceIsFoundByWhatPeopleCallIt(String text, String partition, String principal) {
    assertThat(ServiceCallers.principal(text, partition)).isEqualTo(Optional.ofNullable(principal));
  }

  @Test
  void everyServiceIsFoundByEachOfItsNamesAndNoNameIsGivenTwice() {
    List<String> names = new ArrayList<>();
    for (ServiceCaller caller : all()) {
      String principal = caller.principal().replace(".REGION.", ".");
      String stem = ServiceName.parse(caller.principal()).orElseThrow().stem();
      names.add(stem);
      names.addAll(caller.names());
      assertThat(caller.names()).allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
      assertThat(Stream.concat(Stream.of(stem), caller.names().stream()))
          .allSatisfy(
              name -> assertThat(ServiceCallers.principal(name, "aws")).contains(principal));
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "lamda.amazonaws.com, lambda.amazonaws.com",
    "lamda, lambda.amazonaws.com",
    "rolesanwhere.amazonaws.com, rolesanywhere.amazonaws.com",
    "cognito, cognito-idp.amazonaws.com",
    "stepfunction.amazonaws.com, states.amazonaws.com",
    "code-build, codebuild.amazonaws.com"
  })
  void servicesOfSimilarNamesAreOffered(String text, String similar) {
    assertThat(ServiceCallers.similar(text)).contains(similar);
  }

  @ParameterizedTest
  @ValueSource(strings = {"widgets.amazonaws.com", "ecr.amazonaws.com", "sns", ""})
  void nothingSimilarIsOfferedForOtherNames(String text) {
    assertThat(ServiceCallers.similar(text)).isEmpty();
    assertThat(ServiceCallers.isMisspelled(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "states.eu-west-1.amazonaws.com, states.amazonaws.com, true",
    "codedeploy.eu-west-1.amazonaws.com, codedeploy.amazonaws.com, true",
    "states.amazonaws.com, states.eu-west-1.amazonaws.com, false",
    "states.eu-west-1.amazonaws.com, states.us-east-1.amazonaws.com, false",
    "cloudformation.ap-east-1.amazonaws.com, cloudformation.amazonaws.com, false",
    "widgets.eu-west-1.amazonaws.com, widgets.amazonaws.com, false"
  })
  void thePrincipalOfAllRegionsStandsForThatOfOneWhereThatIsKnown(
      String caller, String trusted, boolean same) {
    assertThat(ServiceCallers.isSame(caller, trusted)).isEqualTo(same);
  }

  private static ServiceCaller.SourceArn sourceArn(String principal) {
    return ServiceCallers.of(principal).orElseThrow().sourceArn().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler.amazonaws.com, arn:aws:scheduler:eu-west-1:111122223333:schedule/default/nightly,"
        + " true",
    "scheduler.amazonaws.com, arn:aws:events:eu-west-1:111122223333:rule/nightly, true",
    "scheduler.amazonaws.com, arn:aws:scheduler:*:111122223333:schedule-group/*, false",
    "scheduler.amazonaws.com, arn:aws:scheduler:*:${aws:ResourceAccount}:schedule/*, false",
    "config.amazonaws.com, arn:aws:config:*:111122223333:*, false",
    "config.amazonaws.com, arn:aws:s3:::bucket, true",
    // documented, but not as the only form
    "codedeploy.amazonaws.com, arn:aws:s3:::bucket, false",
    // not documented
    "pods.eks.amazonaws.com, arn:aws:eks:*:111122223333:podidentityassociation/prod/*, false",
    "lambda.amazonaws.com, arn:aws:ec2:*:111122223333:instance/*, false"
  })
  void onlyWhatAwsDocumentsIsNeverSent(String principal, String pattern, boolean never) {
    assertThat(sourceArn(principal).isNeverSent(pattern)).isEqualTo(never);
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler.amazonaws.com, arn:aws:scheduler:eu-west-1:111122223333:schedule/jobs/nightly,"
        + " arn:aws:scheduler:eu-west-1:111122223333:schedule-group/jobs",
    "scheduler.amazonaws.com, arn:aws:scheduler:*:111122223333:schedule/jobs/*,"
        + " arn:aws:scheduler:*:111122223333:schedule-group/jobs",
    "ecs-tasks.amazonaws.com, arn:aws-cn:ecs:cn-north-1:111122223333:cluster/prod,"
        + " arn:aws-cn:ecs:cn-north-1:111122223333:*",
    "sagemaker.amazonaws.com, arn:aws:sagemaker:eu-west-1:111122223333:endpoint/a,"
        + " arn:aws:sagemaker:eu-west-1:111122223333:*",
    "scheduler.amazonaws.com, arn:aws:events:eu-west-1:111122223333:rule/nightly, ",
    "config.amazonaws.com, arn:aws:s3:::bucket, "
  })
  void anArnThatIsNeverSentIsCorrected(String principal, String pattern, String right) {
    assertThat(sourceArn(principal).correct(pattern)).isEqualTo(Optional.ofNullable(right));
    if (right != null) {
      assertThat(sourceArn(principal).canMatch(right)).isTrue();
    }
  }

  @Test
  void formsThatAreExamplesStandForAllResourcesOfTheService() {
    assertThat(sourceArn("rds.amazonaws.com").conditionForms())
        .containsExactly("arn:PARTITION:rds:REGION:ACCOUNT:*");
    assertThat(sourceArn("rds.amazonaws.com").canMatch("arn:aws:rds:*:111122223333:cluster:a"))
        .isTrue();
  }
}
