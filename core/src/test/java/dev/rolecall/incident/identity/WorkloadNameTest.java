package dev.rolecall.incident.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Subject;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What of a caller stays the same in all its runs.
class WorkloadNameTest {

  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String CIRCLE = "oidc.circleci.com/org/c4f2a1b0-3d5e-4f60-8a7b-9c0d1e2f3a4b";
  private static final String BITBUCKET =
      "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc";

  private static Caller.WebIdentity token(String provider, String subject) {
    return new Caller.WebIdentity(
        Optional.of("arn:aws:iam::111122223333:oidc-provider/" + provider),
        Optional.of("sts.amazonaws.com"),
        subject);
  }

  private static String workload(String provider, String subject) {
    String name = WorkloadName.of(token(provider, subject));
    assertThat(name).startsWith("arn:aws:iam::111122223333:oidc-provider/" + provider + "#");
    return name.substring(name.indexOf('#') + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "repo:octo-org/web:ref:refs/heads/main, repo:octo-org/web",
    "repo:octo-org/web:ref:refs/tags/v1.2.3, repo:octo-org/web",
    "repo:octo-org/web:ref:refs/pull/17/merge, repo:octo-org/web",
    "repo:octo-org/web:pull_request, repo:octo-org/web",
    "repo:octo-org/web:environment:prod, repo:octo-org/web",
    "repo:octo-org@123456/web@456789:ref:refs/heads/main, repo:octo-org/web",
    "repo:octo-org@123456/web@456789:pull_request, repo:octo-org/web",
    "repository:octo-org/web:environment:prod, repository:octo-org/web",
    "environment:prod:repository:octo-org/web, repository:octo-org/web",
    "ref:refs/heads/main:repository:octo-org/web, repository:octo-org/web",
    "repository_owner:octo-org:ref:refs/heads/x, repository_owner:octo-org",
    "repository_owner:octo-org, repository_owner:octo-org",
    "repo:octo-org/web:ref:refs/heads/x:job_workflow_ref:octo-org/ci/.github/workflows/d.yml@refs/heads/main,"
        + " repo:octo-org/web",
    "repo:octo-org/web:run_id:1658821493:actor:jane, repo:octo-org/web",
    "job_workflow_ref:octo-org/ci/.github/workflows/d.yml@refs/heads/main,"
        + " job_workflow_ref:octo-org/ci/.github/workflows/d.yml",
  })
  void aRepositoryOfGitHubIsOne(String subject, String workload) {
    assertThat(workload(GITHUB, subject)).isEqualTo(workload);
    assertThat(workload(GITHUB + "/octocat-inc", subject)).isEqualTo(workload);
  }

  @ParameterizedTest
  @CsvSource({
    "gitlab.com, project_path:g/sub/p:ref_type:branch:ref:main, project_path:g/sub/p",
    "gitlab.com, project_path:g/sub/p:ref_type:tag:ref:v1.2, project_path:g/sub/p",
    "code.example.com, project_path:g/p:ref_type:branch:ref:main, project_path:g/p",
    "app.terraform.io, organization:O:project:P:workspace:W:run_phase:plan,"
        + " organization:O:project:P:workspace:W",
    "tfe.example.com, organization:O:project:P:workspace:W:run_phase:apply,"
        + " organization:O:project:P:workspace:W",
    "oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84,"
        + " system:serviceaccount:kube-system:aws-node, system:serviceaccount:kube-system:aws-node",
    "agent.buildkite.com,"
        + " organization:acme:pipeline:app:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build,"
        + " organization:acme:pipeline:app",
    "vstoken.dev.azure.com/0ca3ddd9-f0b0-4635-a98c-5866526961b6, sc://contoso/Web/aws-prod,"
        + " sc://contoso/Web/aws-prod",
    "demo.app.spacelift.io, space:root:stack:infra:run_type:TRACKED:scope:write,"
        + " space:root:stack:infra",
    "accounts.google.com, 117300000000000000001, 117300000000000000001",
    "oidc.fly.io/example-org, example-org:example-app:example-machine, example-org:example-app",
    "jenkins.acme.com/oidc, https://jenkins.acme.com/job/web/job/PR-17/,"
        + " https://jenkins.acme.com/job/web/job/PR-*/",
  })
  void projectsWorkspacesPipelinesAndServiceAccountsAre(
      String provider, String subject, String workload) {
    assertThat(workload(provider, subject)).isEqualTo(workload);
  }

  @Test
  void stepsAndPeopleWhoStartARunAreNot() {
    String repo = "{7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f}";
    assertThat(
            workload(
                BITBUCKET,
                repo
                    + ":{9e8d7c6b-5a49-4c38-9271-60514f3e2d1c}"
                    + ":{0f9e8d7c-6b5a-4948-8372-61504f3e2d1c}"))
        .isEqualTo(workload(BITBUCKET, repo + ":{1f9e8d7c-6b5a-4948-8372-61504f3e2d1c}"))
        .isEqualTo(repo);
    String project =
        "org/c4f2a1b0-3d5e-4f60-8a7b-9c0d1e2f3a4b/project/5a6b7c8d-9e0f-4a1b-8c2d-3e4f5a6b7c8d";
    assertThat(workload(CIRCLE, project + "/user/8f7e6d5c-4b3a-4291-8076-f5e4d3c2b1a0"))
        .isEqualTo(project);
  }

  @Test
  void theUsersOfAnIdentityPoolAreOneWorkloadAndManyIdentities() {
    Caller.WebIdentity one =
        new Caller.WebIdentity(
            Optional.of("cognito-identity.amazonaws.com"),
            Optional.of("eu-west-1:7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"),
            "eu-west-1:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
    Caller.WebIdentity other =
        new Caller.WebIdentity(
            one.provider(), one.audience(), "eu-west-1:1a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
    assertThat(WorkloadName.of(one))
        .isEqualTo(WorkloadName.of(other))
        .isEqualTo("cognito-identity.amazonaws.com#eu-west-1:7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
    assertThat(WorkloadName.ofRuns(one)).isNotEqualTo(WorkloadName.ofRuns(other));
  }

  /// Only what is sure to be new in every run goes where the provider is not known.
  @ParameterizedTest
  @CsvSource({
    "team:web:job:deploy, team:web:job:deploy",
    "team:web:run_id:17, team:web:run_id:*",
    "team:web:job:7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f, team:web:job:*",
    "team:web:build:1658821493, team:web:build:*",
    "team:web:9f3182061f1e2cca4702c368cbc039b7dc9d4485, team:web:*",
    "project:7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f:ref:main,"
        + " project:7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f:ref:main",
    "7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f, 7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f",
    "user:117300000000000000001, user:117300000000000000001",
    "account:111122223333:app, account:111122223333:app",
    "job:1658821493, job:1658821493",
    "'', ''",
  })
  void anUnknownProvidersSubjectStaysButForRuns(String subject, String workload) {
    assertThat(workload("idp.example.org/unknown", subject)).isEqualTo(workload);
  }

  @ParameterizedTest
  @CsvSource({
    "jane@example.com, jane@example.com",
    "_9f3182061f1e2cca4702c368cbc039b7dc9d4485, *",
    "_jane, _jane",
  })
  void aNameInAnAssertionStaysUnlessItIsMadeForOneSignIn(String subject, String workload) {
    assertThat(WorkloadName.of(new Caller.Saml(Optional.of("arn:idp"), subject)))
        .isEqualTo("arn:idp#" + workload);
  }

  @Test
  void theSessionOfAnUnknownKindOfCallerGoes() {
    assertThat(
            WorkloadName.of(
                new Caller.Unidentified(
                    "AWSAccount", "AROAEXAMPLEEXAMPLE123:job-17", Optional.empty())))
        .isEqualTo("AWSAccount#AROAEXAMPLEEXAMPLE123");
  }

  static Stream<IdentityProvider> providers() {
    return IdentityProviders.standard().all().stream();
  }

  /// Whatever the table has: a workload never holds what changes, and is never nothing.
  @ParameterizedTest
  @MethodSource("providers")
  void noExampleOfAProviderKeepsWhatChanges(IdentityProvider provider) {
    for (String example : provider.exampleSubjects()) {
      Subject subject = provider.subject(example).orElseThrow();
      String workload = WorkloadName.of(token(provider.exampleIssuer(), example));
      assertThat(workload).doesNotEndWith("#");
      assertThat(subject.everyRunSegments())
          .filteredOn(segment -> segment.value().length() > 3)
          .allSatisfy(segment -> assertThat(workload).doesNotContain(segment.value()));
    }
  }
}
