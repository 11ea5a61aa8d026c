package dev.rolecall.cloudtrail.context;

import static dev.rolecall.cloudtrail.Sample.present;
import static dev.rolecall.cloudtrail.Sample.unknown;
import static dev.rolecall.cloudtrail.Sample.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.Sample;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.explanation.wording.gap.GapSentence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestKeysTest {

  private static Sample refused(Sample sample, String action) {
    return sample.put(
        "errorMessage", "User: u is not authorized to perform: " + action + " on resource: r");
  }

  @Test
  void anExternalIdIsUnknownWithoutParameters() {
    assertThat(Sample.byUser().key("sts:ExternalId"))
        .isEqualTo(unknown(RecordGap.EXTERNAL_ID.gap()));
    assertThat(Sample.byUser().withParameters().key("sts:ExternalId")).isEqualTo(KeyState.ABSENT);
    assertThat(
            Sample.byUser()
                .withParameters()
                .put("requestParameters.externalId", "x-1")
                .key("sts:externalid"))
        .isEqualTo(present("x-1"));
  }

  @Test
  void servicesAndFederatedCallersSendNoExternalId() {
    assertThat(Sample.byService().key("sts:ExternalId")).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byWebIdentity().key("sts:ExternalId")).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.bySaml().key("sts:ExternalId")).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"redshift.amazonaws.com", "cognito-idp.amazonaws.com", "widgets.amazonaws.com"})
  void servicesThatMaySendAnExternalIdMayHaveSentIt(String service) {
    assertThat(Sample.byService().put("userIdentity.invokedBy", service).key("sts:ExternalId"))
        .isInstanceOf(KeyState.Unknown.class);
  }

  @Test
  void whatAServiceSendsAsExternalIdIsSaid() {
    assertThat(
            Sample.byService()
                .put("userIdentity.invokedBy", "redshift.amazonaws.com")
                .key("sts:ExternalId"))
        .isInstanceOfSatisfying(
            KeyState.Unknown.class,
            state -> assertThat(GapSentence.why(state.gap())).contains(":dbuser:CLUSTER/USER"));
  }

  @Test
  void tagsOfPodIdentityAreThereAndUnknown() {
    KeyState state =
        Sample.byService()
            .put("userIdentity.invokedBy", "pods.eks.amazonaws.com")
            .key("aws:RequestTag/eks-cluster-arn");
    assertThat(state).isEqualTo(unknown(RecordGap.SESSION_TAGS.gap()));
  }

  @Test
  void everyCallHasASessionName() {
    assertThat(Sample.byUser().key("sts:RoleSessionName"))
        .isEqualTo(unknown(RecordGap.SESSION_NAME.gap()));
    assertThat(Sample.byWebIdentity().key("sts:RoleSessionName"))
        .isEqualTo(unknown(RecordGap.SESSION_NAME.gap()));
    assertThat(Sample.bySaml().withParameters().key("sts:RoleSessionName")).isEqualTo(present("s"));
  }

  @Test
  void aSourceIdentityIsRarelySent() {
    assertThat(Sample.byUser().key("sts:SourceIdentity"))
        .isEqualTo(usually(RecordGap.SOURCE_IDENTITY.gap(), KeyState.ABSENT));
    assertThat(Sample.byUser().withParameters().key("sts:SourceIdentity"))
        .isEqualTo(KeyState.ABSENT);
    assertThat(
            Sample.byUser()
                .withParameters()
                .put("requestParameters.sourceIdentity", "ana")
                .key("sts:SourceIdentity"))
        .isEqualTo(present("ana"));
  }

  @Test
  void anInheritedSourceIdentityStays() {
    Sample chained =
        Sample.bySession()
            .withParameters()
            .put("requestParameters.sourceIdentity", "other")
            .put("userIdentity.sessionContext.sourceIdentity", "ana");
    assertThat(chained.key("sts:SourceIdentity")).isEqualTo(present("ana"));
  }

  @Test
  void aRefusedSourceIdentityWasSentWhateverItIs() {
    assertThat(refused(Sample.byUser(), "sts:SetSourceIdentity").key("sts:SourceIdentity"))
        .isEqualTo(unknown(RecordGap.SOURCE_IDENTITY.gap()));
    assertThat(
            refused(Sample.byUser().withParameters(), "sts:SetSourceIdentity")
                .key("sts:SourceIdentity"))
        .isEqualTo(unknown(RecordGap.SOURCE_IDENTITY.gap()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:RequestTag/team", "aws:TagKeys", "sts:TransitiveTagKeys"})
  void sessionTagsAreRarelySent(String key) {
    assertThat(Sample.byUser().key(key))
        .isEqualTo(usually(RecordGap.SESSION_TAGS.gap(), KeyState.ABSENT));
    assertThat(Sample.byUser().withParameters().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(refused(Sample.byUser(), "sts:TagSession").key(key))
        .isEqualTo(unknown(RecordGap.SESSION_TAGS.gap()));
    assertThat(refused(Sample.byUser().withParameters(), "sts:TagSession").key(key))
        .isEqualTo(unknown(RecordGap.SESSION_TAGS.gap()));
  }

  @Test
  void recordedTagsAreKeys() {
    Sample sample =
        Sample.byUser()
            .withParameters()
            .put("requestParameters.incomingTransitiveTags", "{\"dept\": \"x\"}")
            .put(
                "requestParameters.tags",
                "[{\"key\": \"Team\", \"value\": \"red\"}, {\"key\": \"empty\"}, {}]")
            .put("requestParameters.transitiveTagKeys", "[\"Team\"]");
    assertThat(sample.key("aws:RequestTag/team")).isEqualTo(present("red"));
    assertThat(sample.key("aws:RequestTag/dept")).isEqualTo(present("x"));
    assertThat(sample.key("aws:RequestTag/empty")).isEqualTo(present(""));
    assertThat(sample.key("aws:RequestTag/other")).isEqualTo(KeyState.ABSENT);
    assertThat(sample.key("aws:TagKeys")).isEqualTo(present("dept", "Team", "empty"));
    assertThat(sample.key("sts:TransitiveTagKeys")).isEqualTo(present("Team"));
  }

  @Test
  void tagsOfATokenAreTagsOfThePrincipalToo() {
    Sample sample =
        Sample.bySaml()
            .withParameters()
            .put("requestParameters.principalTags", "{\"Project\": \"unicorn\"}");
    assertThat(sample.key("aws:RequestTag/project")).isEqualTo(present("unicorn"));
    assertThat(sample.key("aws:PrincipalTag/project")).isEqualTo(present("unicorn"));
    assertThat(sample.key("aws:PrincipalTag/other")).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:RequestTag/projectId", "aws:PrincipalTag/team", "aws:TagKeys"})
  void tagsInATokenAreNotRecorded(String key) {
    String provider = "arn:aws:iam::111122223333:oidc-provider/";
    Sample token = Sample.byWebIdentity().withParameters();
    assertThat(token.key(key)).as("GitHub lets nobody set them").isEqualTo(KeyState.ABSENT);
    assertThat(from(provider + "agent.buildkite.com", token).key(key))
        .isEqualTo(unknown(RecordGap.TOKEN_TAGS.gap()));
    assertThat(from(provider + "id.example.com/realms/ci", token).key(key))
        .isEqualTo(usually(RecordGap.TOKEN_TAGS.gap(), KeyState.ABSENT));
    assertThat(Sample.bySaml().withParameters().key(key))
        .isEqualTo(unknown(RecordGap.TOKEN_TAGS.gap()));
  }

  private static Sample from(String provider, Sample sample) {
    return sample
        .put("userIdentity.identityProvider", provider)
        .put("userIdentity.principalId", provider + ":sts.amazonaws.com:subject")
        .put("userIdentity.userName", "subject");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sts:AWSServiceName", "sts:DurationSeconds"})
  void someKeysAreNeverPartOfTheseCalls(String key) {
    assertThat(Sample.byUser().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byService().withParameters().key(key)).isEqualTo(KeyState.ABSENT);
  }
}
