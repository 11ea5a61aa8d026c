package dev.rolecall.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.explanation.NotificationStories;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SnsChannelTest {

  private static final Path STORY = Path.of("..", "events", "external-id-missing");

  private final List<SnsMessage> published = new ArrayList<>();
  private final SnsChannel channel =
      new SnsChannel(this::publish, Optional.of(this::publish), Set.of(Channel.SLACK));

  private DeliveryResult publish(SnsMessage message) {
    published.add(message);
    return new DeliveryResult.Delivered(Optional.of("id"));
  }

  @Test
  void whatIsMadeReadyIsPublishedWhenItIsDeliveredAndSaysTheSame() throws IOException {
    for (Notification notification :
        NotificationStories.ofEveryKind(STORY.resolve("vendor-onboarding"))) {
      published.clear();
      Supplier<DeliveryResult> ready = channel.prepare(notification);
      assertThat(published).isEmpty();
      assertThat(ready.get()).isEqualTo(channel.deliver(notification));
      assertThat(published).hasSize(2);
      assertThat(published.getFirst()).isEqualTo(published.getLast());
    }
  }

  @Test
  void withoutATopicForUpdatesTheyAreSkippedEitherWay() throws IOException {
    SnsChannel plain = new SnsChannel(this::publish, Optional.empty(), Set.of());
    for (Notification notification :
        NotificationStories.ofEveryKind(STORY.resolve("vendor-onboarding"))) {
      assertThat(plain.prepare(notification).get()).isEqualTo(plain.deliver(notification));
    }
  }
}
