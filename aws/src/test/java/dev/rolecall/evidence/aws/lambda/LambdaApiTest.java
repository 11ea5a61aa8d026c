package dev.rolecall.evidence.aws.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.rolecall.evidence.aws.AwsErrors;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// Calls reach Lambda with the method, the path and the signature that its API asks for.
class LambdaApiTest {

  private static final String MAPPING =
      "/2015-03-31/event-source-mappings/11111111-2222-3333-4444-555555555555";

  @RegisterExtension
  final WireMockExtension lambda =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private LambdaApi api() {
    return new LambdaApi(
        Region.EU_CENTRAL_1,
        Optional.of(URI.create(lambda.baseUrl())),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
        UrlConnectionHttpClient.create());
  }

  @Test
  void theStateOfAMappingIsRead() {
    lambda.stubFor(get(MAPPING).willReturn(okJson("{\"State\": \"Enabled\"}")));

    assertThat(api().mappingState("11111111-2222-3333-4444-555555555555")).isEqualTo("Enabled");

    lambda.verify(
        getRequestedFor(urlEqualTo(MAPPING))
            .withHeader(
                "Authorization",
                matching("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/.*/eu-central-1/lambda/.*")));
  }

  @Test
  void anEventIsHandedOver() {
    String path =
        "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-central-1%3A111122223333%3Afunction%3Aexplain"
            + "/invocations";
    lambda.stubFor(post(urlEqualTo(path)).willReturn(aResponse().withStatus(202)));

    api()
        .invokeLater(
            "arn:aws:lambda:eu-central-1:111122223333:function:explain",
            "{\"a\": 1}".getBytes(StandardCharsets.UTF_8));

    lambda.verify(
        postRequestedFor(urlEqualTo(path))
            .withHeader("X-Amz-Invocation-Type", equalTo("Event"))
            .withRequestBody(equalTo("{\"a\": 1}")));
  }

  @Test
  void whatLambdaAnswersInPlaceOfItIsThrownWithItsCode() {
    lambda.stubFor(
        get(MAPPING)
            .willReturn(
                aResponse()
                    .withStatus(404)
                    .withHeader("x-amzn-ErrorType", "ResourceNotFoundException:http://x")));

    assertThatThrownBy(() -> api().mappingState("11111111-2222-3333-4444-555555555555"))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(AwsErrors.plainCode(e)).contains("ResourceNotFoundException"));
  }
}
