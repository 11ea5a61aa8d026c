package dev.rolecall.channel.sns;

import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.NotificationChannel;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/// Publishes to an SNS topic, once a message.
///
/// | SNS | answer |
/// |---|---|
/// | a message id | delivered |
/// | throttled, also by KMS; credentials expired | try later |
/// | 5xx, no connection, no answer in time | try later |
/// | any other 4xx: not allowed, no such topic, invalid parameter, key disabled | rejected |
///
/// SNS knows no way to publish at most once on a standard topic. A client with [#retries()] repeats
/// by itself only what SNS has refused or never received. After a 5xx or a timeout the message may
/// be out: the answer is "try later", since an alert that comes twice is better than none, and
/// whoever tries again decides on that.
public final class SnsPublisher implements NotificationChannel<SnsMessage> {

  private static final Set<String> PASSING =
      Set.of("KMSThrottling", "KMSThrottlingException", "ExpiredToken", "RequestExpired");

  private final SnsClient sns;
  private final String topicArn;

  /// @param sns made with [#retries()]
  public SnsPublisher(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  /// Three attempts, where the one before certainly published nothing.
  public static RetryStrategy retries() {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .useClientDefaults(false)
        .maxAttempts(3)
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(200), Duration.ofSeconds(2)))
        .treatAsThrottling(SnsPublisher::isThrottled)
        .retryOnException(SnsPublisher::isThrottled)
        .retryOnExceptionOrCauseInstanceOf(ConnectException.class)
        .retryOnExceptionOrCauseInstanceOf(UnknownHostException.class)
        .build();
  }

  private static boolean isThrottled(Throwable failure) {
    return failure instanceof SdkException known && RetryUtils.isThrottlingException(known);
  }

  /// Publishes to all protocols at once.
  @Override
  public DeliveryResult deliver(SnsMessage message) {
    PublishRequest request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(message.subject())
            .messageStructure("json")
            .message(message.message())
            .messageAttributes(attributes(message.attributes()))
            .build();
    try {
      return new DeliveryResult.Delivered(Optional.of(sns.publish(request).messageId()));
    } catch (AwsServiceException e) {
      return refused(e);
    } catch (SdkException | UncheckedIOException e) {
      return new DeliveryResult.TryLater(DeliveryWords.noAnswer("SNS"), Optional.empty());
    }
  }

  private static Map<String, MessageAttributeValue> attributes(Map<String, String> texts) {
    Map<String, MessageAttributeValue> attributes = new TreeMap<>();
    texts.forEach(
        (name, text) ->
            attributes.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(text).build()));
    return attributes;
  }

  private static DeliveryResult refused(AwsServiceException e) {
    String code = AwsErrors.plainCode(e).orElse(DeliveryWords.noErrorCode());
    String why = DeliveryWords.topicRejected(code, e.statusCode());
    return isPassing(e, code)
        ? new DeliveryResult.TryLater(why, Optional.empty())
        : new DeliveryResult.Rejected(why);
  }

  private static boolean isPassing(SdkServiceException e, String code) {
    return e.statusCode() >= 500 || e.isThrottlingException() || PASSING.contains(code);
  }
}
