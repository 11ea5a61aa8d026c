package dev.rolecall.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rolecall.channel.slack.SlackSecret;
import dev.rolecall.channel.slack.SlackSecretReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

class StoredSecretTest {

  private static final String OLD = "xoxb-1-2-oldold";
  private static final String NEW = "xoxb-1-2-newnew";

  private String stored = OLD;
  private int reads;

  /// Secrets Manager with one secret.
  private final class OneSecret implements SecretsManagerClient {
    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      reads++;
      assertThat(request.secretId()).isEqualTo("rolecall/slack");
      return GetSecretValueResponse.builder().secretString(stored).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  /// Secrets Manager that fails.
  private record NoSecret(RuntimeException failure) implements SecretsManagerClient {
    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      throw failure;
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  /// SSM with one encrypted parameter.
  private record OneParameter(String value) implements SsmClient {
    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
      assertThat(request.name()).isEqualTo("/rolecall/slack");
      String shown = request.withDecryption() ? value : "encrypted";
      return GetParameterResponse.builder().parameter(parameter -> parameter.value(shown)).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static SsmClient noSsm() {
    throw new AssertionError("nobody should ask SSM");
  }

  private static SecretsManagerClient noSecretsManager() {
    throw new AssertionError("nobody should ask Secrets Manager");
  }

  private static Secrets<SlackSecret> inSecretsManager(SecretsManagerClient client) {
    return StoredSecret.at(
        "secretsmanager:rolecall/slack",
        Duration.ofMinutes(5),
        new SlackSecretReader(false),
        () -> client,
        StoredSecretTest::noSsm);
  }

  private static SecretReading<SlackSecret> bot(String token) {
    return new SecretReading.Read<>(new SlackSecret.BotToken(token));
  }

  @Test
  void theSecretIsReadOnceAndKept() {
    Secrets<SlackSecret> secrets = inSecretsManager(new OneSecret());
    assertThat(secrets.current()).isEqualTo(bot(OLD));
    stored = NEW;
    assertThat(secrets.current()).isEqualTo(bot(OLD));
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void aRotatedSecretIsReadWhenAskedForAndIsTheCurrentOneFromThenOn() {
    Secrets<SlackSecret> secrets = inSecretsManager(new OneSecret());
    assertThat(secrets.current()).isEqualTo(bot(OLD));
    stored = NEW;
    assertThat(secrets.fresh()).isEqualTo(bot(NEW));
    assertThat(secrets.current()).isEqualTo(bot(NEW));
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void aParameterIsDecrypted() {
    Secrets<SlackSecret> secrets =
        StoredSecret.at(
            "ssm:/rolecall/slack",
            Duration.ofMinutes(5),
            new SlackSecretReader(false),
            StoredSecretTest::noSecretsManager,
            () -> new OneParameter(OLD));
    assertThat(secrets.current()).isEqualTo(bot(OLD));
    assertThat(secrets.fresh()).isEqualTo(bot(OLD));
  }

  @Test
  void aMissingSecretIsForSomebodyToAdd() {
    assertThat(
            inSecretsManager(
                    new NoSecret(
                        ResourceNotFoundException.builder()
                            .awsErrorDetails(
                                AwsErrorDetails.builder()
                                    .errorCode("ResourceNotFoundException")
                                    .errorMessage("no secret SECRETPART")
                                    .build())
                            .statusCode(400)
                            .build()))
                .current())
        .isEqualTo(
            new SecretReading.Unusable<>(
                "cannot read the secret for Slack: ResourceNotFoundException"));
  }

  @Test
  void aSecretsManagerThatFailsIsForLater() {
    assertThat(
            inSecretsManager(
                    new NoSecret(SecretsManagerException.builder().statusCode(500).build()))
                .current())
        .isInstanceOf(SecretReading.NotNow.class);
    assertThat(inSecretsManager(new NoSecret(SdkClientException.create("timeout"))).current())
        .isInstanceOf(SecretReading.NotNow.class);
  }

  @Test
  void anotherPlaceIsNamedAsWrongWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                StoredSecret.at(
                    "https://hooks.slack.com/services/SECRETPART",
                    Duration.ofMinutes(5),
                    new SlackSecretReader(false),
                    StoredSecretTest::noSecretsManager,
                    StoredSecretTest::noSsm))
        .withMessageNotContaining("SECRETPART");
  }
}
