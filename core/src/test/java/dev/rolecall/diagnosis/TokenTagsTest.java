package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Passed;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Fix;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Session tags and a source identity inside tokens and assertions, of which no record tells.
final class TokenTagsTest {

  private static final String SAML = "arn:aws:iam::111122223333:saml-provider/okta";

  private static final String NO_TAGS = "\"sts:AssumeRoleWithSAML\",\"sts:SetSourceIdentity\"";

  private static World saml(String actions) {
    return new World()
        .caller(new Caller.Saml(Optional.of(SAML), "dana@example.com"))
        .tags(Passed.UNKNOWN)
        .sourceIdentity(Passed.UNKNOWN)
        .trust(trust(SAML, actions));
  }

  private static World token(String issuer) {
    String provider = "arn:aws:iam::111122223333:oidc-provider/" + issuer;
    return new World()
        .caller(
            new Caller.WebIdentity(
                Optional.of(provider), Optional.of("sts.amazonaws.com"), "subject"))
        .tags(Passed.UNKNOWN)
        .sourceIdentity(Passed.UNKNOWN)
        .trust(trust(provider, "\"sts:AssumeRoleWithWebIdentity\""));
  }

  private static String trust(String provider, String actions) {
    return World.policy(
        "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\""
            + provider
            + "\"},\"Action\":["
            + actions
            + "]}");
  }

  @Test
  void anAssertionWithTagsIsSuspected() {
    Diagnosis diagnosis = saml(NO_TAGS).explain().diagnosis();

    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.TAG_SESSION_NOT_ALLOWED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void tagsAndASourceIdentityCannotBeToldApart() {
    Diagnosis diagnosis =
        saml("\"sts:AssumeRoleWithSAML\"").organizationUnread().explain().diagnosis();

    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    assertThat(diagnosis.possible().stream().flatMap(List::stream).map(Cause::code))
        .startsWith(CauseCode.TAG_SESSION_NOT_ALLOWED, CauseCode.SOURCE_IDENTITY_NOT_ALLOWED);
  }

  @Test
  void theActionIsAdded() {
    Fix fix = saml(NO_TAGS).explain().fixes().getFirst();

    assertThat(fix.place()).isEqualTo(Fix.Place.TRUST_POLICY);
    assertThat(fix.after().orElseThrow()).contains("sts:TagSession");
    assertThat(fix.result()).isEqualTo(Fix.Result.ALLOWED);
  }

  @Test
  void tagsComeBeforeAnUnreadOrganization() {
    assertThat(saml(NO_TAGS).organizationUnread().explain().diagnosis().cause().code())
        .isEqualTo(CauseCode.TAG_SESSION_NOT_ALLOWED);
  }

  @Test
  void whatIsAllowedIsNotSuspected() {
    Diagnosis diagnosis =
        saml("\"sts:AssumeRoleWithSAML\",\"sts:TagSession\"").explain().diagnosis();

    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.SOURCE_IDENTITY_NOT_ALLOWED);
    assertThat(diagnosis.possible()).isEmpty();
  }

  @Test
  void anotherBlockerComesFirst() {
    Diagnosis diagnosis = saml("\"sts:AssumeRoleWithWebIdentity\"").explain().diagnosis();

    assertThat(diagnosis.causes()).map(Cause::code).containsExactly(CauseCode.WRONG_ACTION);
    assertThat(diagnosis.possible()).isEmpty();
  }

  @Test
  void aProviderThatDocumentsTagsIsSuspectedOfThem() {
    Diagnosis diagnosis = token("agent.buildkite.com").explain().diagnosis();

    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.TAG_SESSION_NOT_ALLOWED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void aProviderThatMayBringTagsLeavesItOpen() {
    Diagnosis diagnosis = token("id.example.com/realms/ci").explain().diagnosis();

    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    assertThat(diagnosis.possible().stream().flatMap(List::stream).map(Cause::code))
        .contains(CauseCode.TAG_SESSION_NOT_ALLOWED);
  }
}
