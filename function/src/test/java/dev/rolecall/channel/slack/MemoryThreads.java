package dev.rolecall.channel.slack;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What stands in Slack, kept in memory.
public final class MemoryThreads implements SlackMessageStates {

  private final Map<String, SlackMessageState> threads = new HashMap<>();

  private final Map<String, WaitingNotices> waiting = new HashMap<>();

  private static String key(String incident, int episode) {
    return incident + "#" + episode;
  }

  @Override
  public SlackMessageState find(String incident, int episode) {
    return Optional.ofNullable(threads.get(key(incident, episode)))
        .orElseGet(() -> SlackMessageState.none(incident, episode));
  }

  @Override
  public WaitingNotices waiting(String incident, int episode) {
    return waiting.getOrDefault(key(incident, episode), WaitingNotices.NONE);
  }

  @Override
  public void announce(String incident, int episode, SlackMessageState.Last notice) {
    waiting.put(key(incident, episode), waiting(incident, episode).with(notice));
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
