package dev.rolecall.cloudtrail.context;

import static dev.rolecall.cloudtrail.Sample.present;
import static dev.rolecall.cloudtrail.Sample.unknown;
import static dev.rolecall.cloudtrail.Sample.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.Sample;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkKeysTest {

  private static final List<String> ENDPOINT_KEYS =
      List.of("aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp", "aws:VpceAccount");

  @ParameterizedTest
  @ValueSource(
      strings = {"203.0.113.7", "100.63.255.255", "172.32.0.1", "2001:db8::7", "::ffff:8.8.8.8"})
  void aPublicAddressCameThroughNoEndpoint(String address) {
    Sample sample = Sample.byUser().put("sourceIPAddress", "\"" + address + "\"");
    assertThat(sample.key("aws:SourceIp")).isEqualTo(present(address));
    for (String key : ENDPOINT_KEYS) {
      assertThat(sample.key(key)).as(key).isEqualTo(KeyState.ABSENT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "192.168.10.20",
        "100.64.0.1",
        "169.254.1.1",
        "127.0.0.1",
        "fd00::1",
        "fe80::1",
        "::1"
      })
  void aPrivateAddressHintsAtAnEndpointThatIsNotRecorded(String address) {
    Sample sample = Sample.byUser().put("sourceIPAddress", "\"" + address + "\"");
    assertThat(sample.key("aws:SourceIp"))
        .isEqualTo(usually(RecordGap.SOURCE_IP.gap(), KeyState.ABSENT));
    assertThat(sample.key("aws:SourceVpce")).isEqualTo(unknown(RecordGap.ENDPOINT.gap()));
    assertThat(sample.key("aws:SourceVpc")).isEqualTo(unknown(RecordGap.ENDPOINT.gap()));
    assertThat(sample.key("aws:VpcSourceIp"))
        .isEqualTo(usually(RecordGap.SOURCE_IP.gap(), present(address)));
  }

  @Test
  void aRecordedEndpointIsKnownAndItsVpcIsNot() {
    Sample sample =
        Sample.byUser()
            .put("sourceIPAddress", "\"10.1.2.3\"")
            .put("vpcEndpointId", "vpce-1")
            .put("vpcEndpointAccountId", "\"111111111111\"");
    assertThat(sample.key("aws:SourceIp")).isEqualTo(KeyState.ABSENT);
    assertThat(sample.key("aws:SourceVpce")).isEqualTo(present("vpce-1"));
    assertThat(sample.key("aws:SourceVpc")).isEqualTo(unknown(RecordGap.VPC.gap()));
    assertThat(sample.key("aws:VpcSourceIp")).isEqualTo(present("10.1.2.3"));
    assertThat(sample.key("aws:VpceAccount")).isEqualTo(present("111111111111"));
    assertThat(sample.key("aws:VpceOrgID")).isEqualTo(unknown(RecordGap.VPC.gap()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecs.amazonaws.com", "cloudformation.amazonaws.com.cn", "AWS Internal"})
  void behindAServiceTheAddressIsUnknown(String source) {
    Sample sample = Sample.byUser().put("sourceIPAddress", source);
    assertThat(sample.key("aws:SourceIp"))
        .isEqualTo(unknown(RecordGap.SOURCE_IP_BEHIND_SERVICE.gap()));
    assertThat(sample.key("aws:SourceVpce")).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1", "1.2.3.999", "0x7f.1", "fe80::1%eth0", "masked", ":", "1:2"})
  void whatIsNoAddressTellsNothing(String source) {
    Sample sample = Sample.byUser().put("sourceIPAddress", "\"" + source + "\"");
    assertThat(sample.key("aws:SourceIp"))
        .isEqualTo(unknown(RecordGap.SOURCE_IP_BEHIND_SERVICE.gap()));
    assertThat(sample.key("aws:SourceVpce"))
        .isEqualTo(usually(RecordGap.ENDPOINT.gap(), KeyState.ABSENT));
  }

  @Test
  void aServiceThatPassesTheCallOnHidesWhereItCameFrom() {
    Sample sample =
        Sample.bySession().put("userIdentity.invokedBy", "cloudformation.amazonaws.com");
    assertThat(sample.key("aws:SourceIp"))
        .isEqualTo(unknown(RecordGap.SOURCE_IP_BEHIND_SERVICE.gap()));
    assertThat(sample.key("aws:SourceVpce"))
        .isEqualTo(usually(RecordGap.ENDPOINT.gap(), KeyState.ABSENT));
    assertThat(sample.key("aws:ViaAWSService")).isEqualTo(present("true"));
    assertThat(sample.key("aws:CalledVia"))
        .isEqualTo(usually(RecordGap.CALLED_VIA.gap(), present("cloudformation.amazonaws.com")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"})
  void aCallOfOnesOwnWentThroughNoService(String key) {
    assertThat(Sample.bySession().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byService().key(key)).isEqualTo(KeyState.ABSENT);
    assertThat(Sample.byService().key("aws:ViaAWSService")).isEqualTo(present("false"));
  }

  @ParameterizedTest
  @CsvSource({
    "aws:CurrentTime, eventTime, 2026-03-01T10:00:00Z",
    "aws:EpochTime, eventTime, 1772359200",
    "aws:RequestedRegion, awsRegion, eu-west-1",
    "aws:UserAgent, userAgent, aws-cli/2.17.9"
  })
  void whenAndHowIsTakenFromTheRecord(String key, String field, String value) {
    assertThat(Sample.byUser().key(key)).isEqualTo(present(value));
    assertThat(Sample.byUser().without(field).key(key)).isInstanceOf(KeyState.Unknown.class);
  }

  @Test
  void aUserAgentMayBeCut() {
    assertThat(Sample.byUser().put("userAgent", "a".repeat(1_000)).key("aws:UserAgent"))
        .isEqualTo(unknown(RecordGap.USER_AGENT.gap()));
  }

  @Test
  void nearlyAllCallsUseTls() {
    assertThat(Sample.byUser().key("aws:SecureTransport")).isEqualTo(present("true"));
    assertThat(Sample.byUser().without("tlsDetails").key("aws:SecureTransport"))
        .isEqualTo(usually(RecordGap.TLS.gap(), present("true")));
  }
}
