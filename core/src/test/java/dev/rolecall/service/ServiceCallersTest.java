package dev.rolecall.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCallersTest {

  private static final Pattern FORM =
      Pattern.compile("arn:PARTITION:[a-z0-9-]+:(REGION|\\*|):(ACCOUNT|\\*):\\S+");

  private static List<ServiceCaller> all() {
    List<ServiceCaller> all = new ArrayList<>();
    ServiceCallers.all().forEach(all::add);
    return all;
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
}
