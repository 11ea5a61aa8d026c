package dev.rolecall.channel.sns;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/// What SNS may answer, and what becomes of the message.
class SnsPublisherTest {

  private static final String TOPIC = "arn:aws:sns:eu-west-1:111111111111:rolecall";
  private static final SnsMessage MESSAGE =
      new SnsMessage(
          "Rolecall: ci could not assume deploy (SCP)",
          Map.of("default", "short", "email", "long"),
          Map.of("cause", "SCP_DENY"));

  @RegisterExtension
  static final WireMockExtension SNS =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private static DeliveryResult publish() {
    try (SnsClient client =
        SnsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + SNS.getPort()))
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(settings -> settings.retryStrategy(SnsPublisher.retries()))
            .build()) {
      return new SnsPublisher(client, TOPIC).deliver(MESSAGE);
    }
  }

  private static void answer(int status, String code) {
    SNS.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withBody(
                        "<ErrorResponse><Error><Type>Sender</Type><Code>"
                            + code
                            + "</Code><Message>not for SECRETPART</Message></Error>"
                            + "</ErrorResponse>")));
  }

  @Test
  void aMessageIsPublishedOnceWithSubjectTextsAndAttributes() {
    SNS.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withBody(
                        "<PublishResponse><PublishResult><MessageId>m-1</MessageId>"
                            + "</PublishResult></PublishResponse>")));
    assertThat(publish()).isEqualTo(new DeliveryResult.Delivered(Optional.of("m-1")));
    assertThat(SNS.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
    LoggedRequest request = SNS.findAll(anyRequestedFor(anyUrl())).getFirst();
    assertThat(URLDecoder.decode(request.getBodyAsString(), StandardCharsets.UTF_8))
        .contains("TopicArn=" + TOPIC)
        .contains("MessageStructure=json")
        .contains("Subject=Rolecall: ci could not assume deploy (SCP)")
        .contains("Message={\"default\":\"short\",\"email\":\"long\"}")
        .contains("MessageAttributes.entry.1.Value.StringValue=SCP_DENY");
  }

  @ParameterizedTest
  @CsvSource({
    "403,AuthorizationError,Rejected,1",
    "404,NotFound,Rejected,1",
    "400,InvalidParameter,Rejected,1",
    "400,KMSAccessDenied,Rejected,1",
    "400,KMSDisabled,Rejected,1",
    "400,KMSThrottling,TryLater,1",
    "403,ExpiredToken,TryLater,1",
    "429,Throttled,TryLater,3",
    "400,Throttling,TryLater,3",
    "500,InternalError,TryLater,1",
    "503,ServiceUnavailable,TryLater,1",
  })
  void everyRefusalSaysWhetherAnotherTryHelpsAndOnlyThrottlingIsRepeated(
      int status, String code, String consequence, int requests) {
    answer(status, code);
    DeliveryResult deliveryResult = publish();
    assertThat(deliveryResult.getClass().getSimpleName()).isEqualTo(consequence);
    assertThat(deliveryResult.toString())
        .contains(code + " (status " + status + ")")
        .doesNotContain("SECRETPART");
    assertThat(SNS.findAll(anyRequestedFor(anyUrl()))).hasSize(requests);
  }

  @Test
  void anAnswerThatBreaksOffMayHaveBeenAPublicationAndIsNotRepeatedHere() {
    SNS.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
    assertThat(publish())
        .isEqualTo(new DeliveryResult.TryLater("SNS did not answer in time", Optional.empty()));
    assertThat(SNS.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
  }
}
