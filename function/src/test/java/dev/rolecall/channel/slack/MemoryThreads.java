package dev.rolecall.channel.slack;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What stands in Slack, kept in memory.
public final class MemoryThreads implements SlackMessageStates {

  private final Map<String, SlackMessageState> threads = new HashMap<>();

  private static String key(String incident, int episode) {
    return incident + "#" + episode;
  }

  @Override
  public SlackMessageState find(String incident, int episode) {
    return Optional.ofNullable(threads.get(key(incident, episode)))
        .orElseGet(() -> SlackMessageState.none(incident, episode));
  }

  @Override
  public Outcome write(SlackMessageState thread) {
    if (find(thread.incident(), thread.episode()).version() != thread.version()) {
      return new Outcome.Overtaken();
    }
    threads.put(key(thread.incident(), thread.episode()), thread.next());
    return new Outcome.Kept(thread.next());
  }
}
