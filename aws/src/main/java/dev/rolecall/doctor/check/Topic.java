package dev.rolecall.doctor.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.Subscription;

/// Who is subscribed to a topic.
record Topic(List<Subscription> confirmed, List<Subscription> pending) {

  private static final String CONFIRMED = "arn:";
  private static final String PENDING = "PendingConfirmation";

  static DoctorResult<Topic> of(CheckContext checkContext, String arn) {
    return checkContext
        .questions()
        .ask(
            checkContext.installation().account(),
            "sns:ListSubscriptionsByTopic",
            (clients, credentials) ->
                clients.sns(credentials, Region.of(checkContext.installation().region())),
            client -> of(all(client, arn)));
  }

  private static Topic of(List<Subscription> all) {
    return new Topic(
        all.stream().filter(one -> arn(one).startsWith(CONFIRMED)).toList(),
        all.stream().filter(one -> arn(one).equals(PENDING)).toList());
  }

  private static String arn(Subscription one) {
    return Optional.ofNullable(one.subscriptionArn()).orElse("");
  }

  private static List<Subscription> all(SnsClient client, String arn) {
    List<Subscription> all = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      String token = next.orElse(null);
      ListSubscriptionsByTopicResponse page =
          client.listSubscriptionsByTopic(ask -> ask.topicArn(arn).nextToken(token));
      all.addAll(page.subscriptions());
      next = Optional.ofNullable(page.nextToken()).filter(text -> !text.isEmpty());
    } while (next.isPresent());
    return all;
  }
}
