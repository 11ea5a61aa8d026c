package dev.rolecall.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.AwsReason.OtherError.Kind;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudTrailRecordTest {

  private static final TargetRole DEPLOY =
      new TargetRole.Known(RoleArn.parse(Sample.ROLE).orElseThrow());

  @Test
  void aDenialTellsWhenWhereAndWhat() {
    Denial denial = Sample.byUser().denial();
    assertThat(denial.eventId()).contains("e-1");
    assertThat(denial.time()).contains(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(denial.region()).contains("eu-west-1");
    assertThat(denial.recordedIn()).contains(new AccountId("111111111111"));
    assertThat(denial.call()).isEqualTo(AssumeCall.ASSUME_ROLE);
    assertThat(denial.deniedAction()).isEqualTo("sts:AssumeRole");
    assertThat(denial.errorCode()).isEqualTo("AccessDenied");
    assertThat(denial.awsMessage()).startsWith("User: arn:aws:iam::111111111111:user/dev/ana");
    assertThat(denial.userAgent()).isEqualTo("aws-cli/2.17.9");
    assertThat(denial.sourceIp()).isEqualTo("203.0.113.7");
  }

  @Test
  void theRecordsOfOneCallHaveItsIdInCommon() {
    Denial callers = Sample.byUser().put("sharedEventID", "\"s-1\"").denial();
    Denial targets =
        Sample.byUser().put("sharedEventID", "\"s-1\"").put("eventID", "\"e-2\"").denial();
    assertThat(callers.eventId()).isNotEqualTo(targets.eventId());
    assertThat(callers.callId()).isEqualTo(targets.callId()).contains("s-1");
    Denial alone = Sample.byUser().denial();
    assertThat(alone.callId()).isEqualTo(alone.eventId()).isPresent();
  }

  @Test
  void whatAPartialRecordLacksIsEmpty() {
    Denial denial =
        Sample.byUser()
            .without("eventSource")
            .without("eventID")
            .without("eventTime")
            .without("awsRegion")
            .without("recipientAccountId")
            .without("errorMessage")
            .without("userAgent")
            .without("sourceIPAddress")
            .without("requestParameters")
            .without("tlsDetails")
            .denial();
    assertThat(denial.eventId()).isEmpty();
    assertThat(denial.time()).isEmpty();
    assertThat(denial.region()).isEmpty();
    assertThat(denial.recordedIn()).isEmpty();
    assertThat(denial.target()).isEqualTo(new TargetRole.NotRecorded());
    assertThat(denial.deniedAction()).isEqualTo("sts:AssumeRole");
    assertThat(denial.parametersRecorded()).isFalse();
    assertThat(denial.awsMessage() + denial.userAgent() + denial.sourceIp()).isEmpty();
  }

  @Test
  void anAccountThatIsNoneIsNotRecorded() {
    assertThat(Sample.byUser().put("recipientAccountId", "\"11112222333\"").denial().recordedIn())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "AccessDeniedException"})
  void accessDeniedComesWithAndWithoutException(String code) {
    assertThat(Sample.byUser().put("errorCode", code).denial().reason())
        .isEqualTo(new AwsReason.NotGiven());
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidIdentityToken, INVALID_IDENTITY_TOKEN",
    "InvalidIdentityTokenException, INVALID_IDENTITY_TOKEN",
    "IDPRejectedClaim, CLAIM_REJECTED",
    "IDPRejectedClaimException, CLAIM_REJECTED",
    "ExpiredToken, EXPIRED_TOKEN",
    "ExpiredTokenException, EXPIRED_TOKEN",
    "RegionDisabled, STS_REGION_DISABLED",
    "RegionDisabledException, STS_REGION_DISABLED",
    "PackedPolicyTooLarge, PACKED_POLICY_TOO_LARGE",
    "PackedPolicyTooLargeException, PACKED_POLICY_TOO_LARGE",
    "MalformedPolicyDocument, MALFORMED_POLICY",
    "MalformedPolicyDocumentException, MALFORMED_POLICY"
  })
  void otherErrorsHaveAReasonOfTheirOwn(String code, Kind kind) {
    Denial denial = Sample.byUser().put("errorCode", code).put("errorMessage", "m").denial();
    assertThat(denial.reason()).isEqualTo(new AwsReason.OtherError(kind));
    assertThat(denial.errorCode()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ValidationError", "ValidationException"})
  void aValidationErrorIsOursWhenItIsAboutTheDuration(String code) {
    Sample sample = Sample.byUser().put("errorCode", code);
    assertThat(
            sample
                .put("errorMessage", "The requested DurationSeconds exceeds the 1 hour limit")
                .denial()
                .reason())
        .isEqualTo(new AwsReason.OtherError(Kind.SESSION_DURATION));
    assertThat(sample.put("errorMessage", "roleArn is invalid").reading())
        .isInstanceOf(EventReading.NotOurs.class);
  }

  @ParameterizedTest
  @CsvSource({
    "eventSource, iam.amazonaws.com",
    "eventName, GetCallerIdentity",
    "eventName, assumerole",
    "eventName, 42",
    "errorCode, null",
    "errorCode, ThrottlingException",
    "errorCode, Exception"
  })
  void everythingElseIsNotOurs(String field, String value) {
    assertThat(Sample.byUser().put(field, value).reading())
        .isEqualTo(new EventReading.NotOurs(SourceLocation.of("sample.json", 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "eventSource, 1, 'expected a string, found a number'",
    "eventID, [], 'expected a string, found a list'",
    "eventTime, 5, 'expected a string, found a number'",
    "eventTime, yesterday, expected an ISO 8601 time such as `2026-11-30T09:12:00Z`",
    "awsRegion, true, 'expected a string, found true'",
    "recipientAccountId, 111111111111, 'expected a string, found a number'",
    "errorCode, {}, 'expected a string, found an object'",
    "errorMessage, 3, 'expected a string, found a number'",
    "userAgent, 3, 'expected a string, found a number'",
    "sourceIPAddress, 3, 'expected a string, found a number'",
    "vpcEndpointId, 3, 'expected a string, found a number'",
    "tlsDetails, TLS, 'expected an object, found a string'",
    "userIdentity, ana, 'expected an object, found a string'",
    "userIdentity.type, 7, 'expected a string, found a number'",
    "userIdentity.arn, false, 'expected a string, found false'",
    "userIdentity.sessionContext, [], 'expected an object, found a list'",
    "requestParameters, text, 'expected an object, found a string'",
    "resources, {}, 'expected a list, found an object'"
  })
  void aWrongTypeIsNamedByItsField(String field, String value, String problem) {
    EventReading reading = Sample.byUser().put(field, value).reading();
    assertThat(reading)
        .isEqualTo(
            new EventReading.Malformed(
                SourceLocation.of("sample.json", 1), field + ": " + problem));
    assertThat(((EventReading.Malformed) reading).message())
        .isEqualTo("sample.json: record 1: " + field + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requestParameters.roleArn|5|requestParameters.roleArn: expected a string, found a number",
        "requestParameters.tags|{}|requestParameters.tags: expected a list, found an object",
        "requestParameters.tags|[5]|requestParameters.tags[0]: expected an object, found a number",
        "requestParameters.tags|[{\"key\":1}]|requestParameters.tags[0].key: expected a string,"
            + " found a number",
        "requestParameters.principalTags|{\"a\":1}|requestParameters.principalTags.a: expected a"
            + " string, found a number",
        "requestParameters.transitiveTagKeys|[[]]|requestParameters.transitiveTagKeys[0]: expected"
            + " a string, found a list",
        "userIdentity.sessionContext|{\"attributes\":{\"mfaAuthenticated\":\"no\"}}|"
            + "userIdentity.sessionContext.attributes.mfaAuthenticated: expected `true` or `false`"
      })
  void aWrongTypeInsideIsNamedByItsPath(String field, String value, String problem) {
    assertThat(Sample.byUser().withParameters().put(field, value).reading())
        .isEqualTo(new EventReading.Malformed(SourceLocation.of("sample.json", 1), problem));
  }

  @Test
  void aFieldThatIsNotNeededMayHaveAnyType() {
    assertThat(Sample.byUser().withParameters().put("resources", "5").reading())
        .isInstanceOf(EventReading.Denied.class);
    assertThat(Sample.byUser().put("resources", "[{\"ARN\": 5}]").reading())
        .isEqualTo(
            new EventReading.Malformed(
                SourceLocation.of("sample.json", 1),
                "resources[0].ARN: expected a string, found a number"));
  }

  @Test
  void whatIsNoObjectIsNoRecord() {
    assertThat(
            CloudTrailRecord.read(
                SourceLocation.of("event"),
                StrictJson.parse(StandardCharsets.UTF_8.encode("\"AssumeRole\""))))
        .isEqualTo(new EventReading.Malformed(SourceLocation.of("event"), "not a JSON object"));
  }

  @Test
  void theRequestTellsTheRoleBest() {
    assertThat(
            Sample.byUser()
                .withParameters()
                .put("errorMessage", "on resource: arn:aws:iam::222222222222:role/other")
                .denial()
                .target())
        .isEqualTo(DEPLOY);
  }

  @Test
  void theResourceTellsTheRoleNext() {
    Sample sample =
        Sample.byWebIdentity()
            .put(
                "resources",
                "[{\"type\": \"AWS::S3::Bucket\", \"ARN\": \"arn:aws:s3:::b\"},"
                    + " {\"type\": \"AWS::IAM::Role\", \"ARN\": \""
                    + Sample.ROLE
                    + "\"}]");
    assertThat(sample.denial().target()).isEqualTo(DEPLOY);
  }

  @Test
  void theSentenceTellsTheRoleLast() {
    assertThat(Sample.byUser().denial().target()).isEqualTo(DEPLOY);
    assertThat(Sample.byWebIdentity().denial().target()).isEqualTo(new TargetRole.NotRecorded());
  }

  @Test
  void aTextThatIsNoRoleArnIsKept() {
    String text = "arn:aws:iam::11112222333:role/short-account";
    assertThat(
            Sample.byUser()
                .withParameters()
                .put("requestParameters.roleArn", text)
                .denial()
                .target())
        .isEqualTo(new TargetRole.Unreadable(text, TargetRole.Unreadable.Source.REQUEST));
    assertThat(Sample.byUser().put("errorMessage", "on resource: " + text).denial().target())
        .isEqualTo(new TargetRole.Unreadable(text, TargetRole.Unreadable.Source.SENTENCE));
  }

  @Test
  void aRoleWhoseNameMayBeCutIsNotTrusted() {
    String message = ("x".repeat(960) + " on resource: " + Sample.ROLE).substring(0, 1_010);
    assertThat(Sample.byUser().put("errorMessage", message).denial().target())
        .isInstanceOf(TargetRole.Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tags|[{\"key\": \"k\", \"value\": \"v\"}]",
        "principalTags|{\"k\": \"v\"}",
        "incomingTransitiveTags|{\"k\": \"v\"}"
      })
  void sessionTagsArePassedWhenAnyAreRecorded(String field, String value) {
    Sample sample = Sample.byUser().withParameters().put("requestParameters." + field, value);
    assertThat(sample.denial().sessionTags()).isEqualTo(Passed.YES);
  }

  @Test
  void whatIsPassedIsUnknownWithoutParameters() {
    assertThat(Sample.byUser().denial().sessionTags()).isEqualTo(Passed.UNKNOWN);
    assertThat(Sample.byUser().denial().sourceIdentity()).isEqualTo(Passed.UNKNOWN);
    Denial withParameters = Sample.byUser().withParameters().denial();
    assertThat(withParameters.parametersRecorded()).isTrue();
    assertThat(withParameters.sessionTags()).isEqualTo(Passed.NO);
    assertThat(withParameters.sourceIdentity()).isEqualTo(Passed.NO);
  }

  @Test
  void parametersThatLackWhatEveryCallSendsAreNoParameters() {
    Denial denial = Sample.byUser().put("requestParameters", "{\"omitted\": true}").denial();
    assertThat(denial.parametersRecorded()).isFalse();
    assertThat(denial.sessionTags()).isEqualTo(Passed.UNKNOWN);
  }

  @Test
  void theRefusedActionTellsWhatWasPassed() {
    String message = "User: u is not authorized to perform: %s on resource: " + Sample.ROLE;
    Denial tags = Sample.byUser().put("errorMessage", message.formatted("sts:TagSession")).denial();
    assertThat(tags.deniedAction()).isEqualTo("sts:TagSession");
    assertThat(tags.sessionTags()).isEqualTo(Passed.YES);
    Denial identity =
        Sample.byUser().put("errorMessage", message.formatted("sts:SetSourceIdentity")).denial();
    assertThat(identity.deniedAction()).isEqualTo("sts:SetSourceIdentity");
    assertThat(identity.sourceIdentity()).isEqualTo(Passed.YES);
  }

  @Test
  void aSourceIdentityIsRequestedOrInherited() {
    assertThat(
            Sample.byUser()
                .withParameters()
                .put("requestParameters.sourceIdentity", "ana")
                .denial()
                .sourceIdentity())
        .isEqualTo(Passed.YES);
    assertThat(
            Sample.bySession()
                .put("userIdentity.sessionContext.sourceIdentity", "ana")
                .denial()
                .sourceIdentity())
        .isEqualTo(Passed.YES);
    assertThat(
            Sample.bySession()
                .withParameters()
                .without("userIdentity.sessionContext")
                .denial()
                .sourceIdentity())
        .isEqualTo(Passed.UNKNOWN);
  }
}
