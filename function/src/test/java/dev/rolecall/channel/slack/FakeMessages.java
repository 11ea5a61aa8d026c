package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.channel.slack.FakeSlack.Post;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands in the channels of [FakeSlack].
final class FakeMessages {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Post> posts = new ArrayList<>();
  private final InstantSource clock;
  private int sent;

  FakeMessages(InstantSource clock) {
    this.clock = clock;
  }

  /// The id of a channel, which may be called by its name, too.
  static String id(String channel) {
    return channel.matches("[CDG][A-Z0-9]+")
        ? channel
        : "C" + Integer.toHexString(channel.hashCode()).toUpperCase(java.util.Locale.ROOT);
  }

  List<Post> all() {
    return List.copyOf(posts);
  }

  Post add(String channel, JsonNode body) {
    sent++;
    String timestamp = String.format("%d.%06d", clock.instant().getEpochSecond(), sent);
    Optional<String> thread = Optional.ofNullable(body.get("thread_ts")).map(JsonNode::asText);
    Post post = new Post(channel, timestamp, thread, body, 0);
    posts.add(post);
    return post;
  }

  Optional<Post> find(String channelId, String timestamp) {
    return posts.stream()
        .filter(post -> id(post.channel()).equals(channelId))
        .filter(post -> post.timestamp().equals(timestamp))
        .findFirst();
  }

  /// What is not given stays as it is.
  void edit(Post post, JsonNode body) {
    ObjectNode changed = post.body().deepCopy();
    body.properties().forEach(field -> changed.set(field.getKey(), field.getValue()));
    posts.set(
        posts.indexOf(post),
        new Post(post.channel(), post.timestamp(), post.thread(), changed, post.edits() + 1));
  }

  void remove(Post post) {
    posts.remove(post);
  }

  /// The messages of a channel after `oldest`, the newest first, without replies.
  ArrayNode history(String channelId, String oldest, int limit, boolean metadata) {
    ArrayNode found = JSON.createArrayNode();
    for (Post post : posts.reversed()) {
      boolean is =
          id(post.channel()).equals(channelId)
              && post.thread().isEmpty()
              && new BigDecimal(post.timestamp()).compareTo(new BigDecimal(oldest)) > 0;
      if (is && found.size() < limit) {
        ObjectNode message = found.addObject();
        message.put("type", "message").put("ts", post.timestamp());
        message.set("text", post.body().path("text"));
        if (metadata && post.body().has("metadata")) {
          message.set("metadata", post.body().path("metadata"));
        }
      }
    }
    return found;
  }
}
