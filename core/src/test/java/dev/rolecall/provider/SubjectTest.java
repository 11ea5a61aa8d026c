package dev.rolecall.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

  private static final String GITHUB = "token.actions.githubusercontent.com";

  private static Optional<Subject> subject(String issuer, String text) {
    return IdentityProviders.standard()
        .byLooks(issuer, text)
        .flatMap(provider -> provider.subject(text));
  }

  @ParameterizedTest
  @CsvSource({
    "token.actions.githubusercontent.com, repo:o/r:ref:refs/heads/main,"
        + " repo:o/r:ref:refs/heads/main",
    "token.actions.githubusercontent.com, repo:o/r:ref:refs/pull/7/merge,"
        + " repo:o/r:ref:refs/pull/*/merge",
    "token.actions.githubusercontent.com, repo:o/r:ref:refs/tags/v1.2.3, repo:o/r:ref:refs/tags/v*",
    "token.actions.githubusercontent.com, repo:o/r:ref:refs/tags/latest,"
        + " repo:o/r:ref:refs/tags/latest",
    "token.actions.githubusercontent.com,"
        + " repo:o/r:ref:refs/heads/gh-readonly-queue/main/pr-12-6b1f0c3a,"
        + " repo:o/r:ref:refs/heads/gh-readonly-queue/main/*",
    "token.actions.githubusercontent.com, repo:o/r:run_id:911, repo:o/r:run_id:*",
    "token.actions.githubusercontent.com, repo:o/r:actor:jane:environment:prod,"
        + " repo:o/r:actor:*:environment:prod",
    "gitlab.com, project_path:g/p:ref_type:tag:ref:v1.0, project_path:g/p:ref_type:tag:ref:v*",
    "gitlab.com, project_path:g/s/p:ref_type:branch:ref:v1.0,"
        + " project_path:g/s/p:ref_type:branch:ref:v1.0",
    "gitlab.example.com, project_path:g/p:ref_type:tag:ref:1.0,"
        + " project_path:g/p:ref_type:tag:ref:*",
    "oidc.fly.io/o, o:app:machine-1, o:app:*",
    "oidc.codefresh.io, account:a:pipeline:p:initiator:jane, account:a:pipeline:p:initiator:*",
    "w.example.com/api/oidc/, jane@example.com::f/etl::::prod, *::f/etl::::prod"
  })
  void thePatternForTheNextRunLeavesOutWhatChanges(String issuer, String text, String pattern) {
    assertThat(subject(issuer, text).flatMap(Subject::stablePattern)).contains(pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "dev-1.okta.com/oauth2/default, 00u1abcdEFGHijklM5d7",
    "token.actions.githubusercontent.com, repo:o/r*:run_id:911"
  })
  void thereIsNoPatternWithoutAnythingThatStays(String issuer, String text) {
    assertThat(subject(issuer, text).flatMap(Subject::stablePattern)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"octo", "repo:o/r:unknown_key:x", "0191f956-042f-7ec4-aa62-8e5eeae396d0"})
  void aSubjectOfNoKnownFormIsNotTakenApart(String text) {
    assertThat(subject(GITHUB, text)).isEmpty();
  }

  @Test
  void keysOfATemplateMayComeInAnyOrder() {
    Subject subject =
        subject(GITHUB, "environment:a%3Ab:repo:o/r:pull_request:workflow:W").orElseThrow();
    assertThat(subject.segments())
        .extracting(Segment::name, Segment::value)
        .containsExactly(
            tuple("environment", "a%3Ab"),
            tuple("repo", "o/r"),
            tuple("pull_request", "pull_request"),
            tuple("workflow", "W"));
  }

  private static List<String> differing(String issuer, String sent, String wanted, boolean like) {
    return SubjectDifference.of(subject(issuer, sent).orElseThrow(), wanted, like)
        .map(SubjectDifference::names)
        .orElse(List.of());
  }

  @Test
  void theFewestPartsThatWouldHaveToBeOthersAreWhatDiffers() {
    String sent = "organization:acme:pipeline:site:ref:refs/heads/main:commit:9f31:step:deploy";
    String issuer = "agent.buildkite.com";
    assertThat(differing(issuer, sent, "organization:other:*", true)).containsExactly("org");
    assertThat(differing(issuer, sent, "organization:acme:pipeline:tools:*", true))
        .containsExactly("pipeline");
    assertThat(
            differing(
                issuer, sent, "organization:acme:pipeline:site:ref:refs/heads/x:commit:*", true))
        .containsExactly("ref");
    assertThat(differing(issuer, sent, sent.replace("9f31", "1111"), false))
        .containsExactly("commit");
    assertThat(differing(issuer, sent, "organization:x:pipeline:y:*", true))
        .containsExactly("org", "pipeline");
    assertThat(differing(issuer, sent, "nothing like it", true)).isEmpty();
  }

  @Test
  void partsThatOnlyOneSideHasDifferToo() {
    assertThat(
            differing(GITHUB, "repo:o/r:ref:refs/heads/main", "repo:o/r:environment:prod", false))
        .containsExactly("environment", "ref");
    assertThat(
            differing(
                "app.terraform.io",
                "organization:o:project:p:stack:s:deployment:d:operation:plan",
                "organization:o:project:p:workspace:*:run_phase:*",
                true))
        .containsExactly("workspace", "phase", "stack", "deployment", "operation");
  }

  @Test
  void anIdInBracesIsAPartByItself() {
    String repo = "{7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f}";
    String environment = "{9e8d7c6b-5a49-4c38-9271-60514f3e2d1c}";
    String step = "{0f9e8d7c-6b5a-4948-8372-61504f3e2d1c}";
    String issuer = "api.bitbucket.org/2.0/workspaces/w/pipelines-config/identity/oidc";
    String sent = repo + ":" + environment + ":" + step;
    assertThat(differing(issuer, sent, repo + ":{aaaaaaaa-5a49-4c38-9271-60514f3e2d1c}:*", true))
        .containsExactly("environment");
    assertThat(differing(issuer, sent, "{1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d}:*", true))
        .containsExactly("repo");
  }
}
