package dev.rolecall.incident.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.Sample;
import dev.rolecall.denial.Denial;
import dev.rolecall.incident.identity.Fingerprint;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which calls are of one kind, by records as CloudTrail writes them.
class FingerprintTest {

  private static final String GITHUB =
      "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com";
  private static final String SUB = "token.actions.githubusercontent.com:sub";

  private static Denial session(String name, String address) {
    String arn = "arn:aws:sts::111111111111:assumed-role/ci/" + name;
    return Sample.bySession()
        .put("userIdentity.arn", arn)
        .put("userIdentity.principalId", "AROAEXAMPLE:" + name)
        .put("errorMessage", Sample.refused(arn))
        .put("sourceIPAddress", address)
        .put("userAgent", "aws-cli/2.17.9 md/" + name)
        .put("eventTime", "2026-03-01T10:00:0" + name.length() % 10 + "Z")
        .denial();
  }

  private static Denial token(String branch) {
    String subject = "repo:octo/app:ref:refs/heads/" + branch;
    return Sample.byWebIdentity()
        .withParameters()
        .put("userIdentity.userName", subject)
        .put("userIdentity.principalId", GITHUB + ":sts.amazonaws.com:" + subject)
        .denial();
  }

  private static boolean alike(Denial one, Denial other, String... keys) {
    return Fingerprint.of(one, Set.of(keys)).equals(Fingerprint.of(other, Set.of(keys)));
  }

  @Test
  void nameAddressAndAgentCountOnlyWhereAPolicyDependsOnThem() {
    Denial one = session("build-7", "203.0.113.7");
    Denial other = session("deploy", "203.0.113.99");
    assertThat(alike(one, other)).isTrue();
    assertThat(alike(one, other, "sts:externalid", "aws:principalarn")).isTrue();
    assertThat(alike(one, other, "aws:userid")).isFalse();
    assertThat(alike(one, other, "sts:rolesessionname")).isFalse();
    assertThat(alike(one, other, "aws:sourceip")).isFalse();
    assertThat(alike(one, other, "aws:useragent")).isFalse();
    assertThat(alike(one, session("build-7", "203.0.113.99"), "aws:userid")).isTrue();
  }

  @Test
  void anAuthorizationIdIsOfOneCallOnly() {
    Denial one = authorized("3f1c9a");
    assertThat(one.authorizationId()).isPresent();
    assertThat(alike(one, authorized("7d2e0b"))).isTrue();
  }

  private static Denial authorized(String id) {
    return Sample.bySession()
        .put(
            "errorMessage",
            Sample.refused("arn:aws:sts::111111111111:assumed-role/ci/build-7")
                + ". Go to"
                + " https://eu-west-1.console.aws.amazon.com/iam/home?region=eu-west-1#/authorization-details/"
                + id
                + " for complete details, or call the GetRequestAuthorizationDetails API with the"
                + " following authorization id: "
                + id)
        .denial();
  }

  @Test
  void theUniqueIdOfTheRoleAlwaysCounts() {
    Denial again =
        Sample.bySession()
            .put("userIdentity.principalId", "AROAOTHER:build-7")
            .put("userIdentity.sessionContext.sessionIssuer.principalId", "AROAOTHER")
            .denial();
    assertThat(alike(Sample.bySession().denial(), again)).isFalse();
  }

  @Test
  void theSubjectCountsWhereAPolicyDependsOnIt() {
    assertThat(alike(token("main"), token("next"), SUB)).isFalse();
    assertThat(alike(token("main"), token("next"), "aws:requestedregion")).isTrue();
  }

  @Test
  void theSubjectCountsWhereTheRoleIsNotKnown() {
    Denial one = Sample.byWebIdentity().denial();
    Denial other =
        Sample.byWebIdentity()
            .put("userIdentity.userName", "repo:octo/app:ref:refs/heads/next")
            .put(
                "userIdentity.principalId",
                GITHUB + ":sts.amazonaws.com:repo:octo/app:ref:refs/heads/next")
            .denial();
    assertThat(alike(one, other)).isFalse();
  }

  @Test
  void onlyKeysThatTellCallsApartAreKept() {
    assertThat(
            Fingerprint.telling(
                token("main"),
                Set.of(SUB, "token.actions.githubusercontent.com:aud", "aws:userid")))
        .containsExactlyInAnyOrder(SUB, "aws:userid");
  }
}
