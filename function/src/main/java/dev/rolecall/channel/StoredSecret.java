package dev.rolecall.channel;

import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.channel.wording.SecretWords;
import dev.rolecall.evidence.aws.AwsErrors;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.lambda.powertools.parameters.BaseProvider;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;
import software.amazon.lambda.powertools.parameters.ssm.SSMProvider;

/// A secret from AWS Secrets Manager or from an encrypted SSM parameter, kept for some minutes.
public final class StoredSecret<S> implements Secrets<S> {

  private static final String SECRETS_MANAGER = "secretsmanager:";
  private static final String SSM = "ssm:";

  private final Supplier<BaseProvider> newProvider;
  private final String name;
  private final Duration maxAge;
  private final SecretReader<S> reader;
  private BaseProvider provider;

  private StoredSecret(
      Supplier<BaseProvider> newProvider, String name, Duration maxAge, SecretReader<S> reader) {
    this.newProvider = newProvider;
    this.name = name;
    this.maxAge = maxAge;
    this.reader = reader;
    this.provider = newProvider.get();
  }

  /// The secret at `location`: `secretsmanager:NAME`, `secretsmanager:ARN` or `ssm:/NAME`.
  ///
  /// @param maxAge how long it is kept; at least a second
  /// @param secretsManager asked only where the location is there
  /// @param ssm asked only where the location is there
  /// @throws IllegalArgumentException when `location` is anything else
  public static <S> StoredSecret<S> at(
      String location,
      Duration maxAge,
      SecretReader<S> reader,
      Supplier<SecretsManagerClient> secretsManager,
      Supplier<SsmClient> ssm) {
    Supplier<BaseProvider> provider;
    if (location.startsWith(SECRETS_MANAGER)) {
      SecretsManagerClient client = secretsManager.get();
      provider = () -> SecretsProvider.builder().withClient(client).build();
    } else if (location.startsWith(SSM)) {
      SsmClient client = ssm.get();
      provider = () -> SSMProvider.builder().withClient(client).build();
    } else {
      throw new IllegalArgumentException(SecretWords.wrongLocation());
    }
    return new StoredSecret<>(
        provider, location.substring(location.indexOf(':') + 1), maxAge, reader);
  }

  @Override
  public synchronized SecretReading<S> current() {
    try {
      return reader.read(text());
    } catch (AwsServiceException e) {
      return refused(e);
    } catch (SdkException | UncheckedIOException e) {
      return new SecretReading.NotNow<>(unread(SecretWords.noAnswer()));
    }
  }

  /// A provider keeps what it has read until its age; a new one has read nothing.
  @Override
  public synchronized SecretReading<S> fresh() {
    provider = newProvider.get();
    return current();
  }

  private String text() {
    BaseProvider decrypting =
        provider instanceof SSMProvider parameters ? parameters.withDecryption() : provider;
    int seconds = Math.toIntExact(Math.max(1, maxAge.toSeconds()));
    return decrypting.withMaxAge(seconds, ChronoUnit.SECONDS).get(name);
  }

  private SecretReading<S> refused(AwsServiceException e) {
    String code = AwsErrors.plainCode(e).orElse(DeliveryWords.noErrorCode());
    String why = unread(code);
    return e.statusCode() >= 500 || e.isThrottlingException()
        ? new SecretReading.NotNow<>(why)
        : new SecretReading.Unusable<>(why);
  }

  private String unread(String why) {
    return SecretWords.unreadable(reader.channel(), why);
  }
}
