package dev.rolecall.lambda;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.ReadingListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Hears of what could not be read, from any thread, and reports it when the work is done.
final class UnreadEvidence implements ReadingListener {

  private record Unread(String action, AccountId account, Failure failure) {}

  private final Queue<Unread> unread = new ConcurrentLinkedQueue<>();
  private final Journal journal;
  private final Telemetry telemetry;

  UnreadEvidence(Journal journal, Telemetry telemetry) {
    this.journal = journal;
    this.telemetry = telemetry;
  }

  @Override
  public void unread(String action, AccountId account, Failure failure) {
    unread.add(new Unread(action, account, failure));
  }

  void report() {
    for (Unread one = unread.poll(); one != null; one = unread.poll()) {
      journal.unread(one.action(), one.account(), one.failure());
      telemetry.unread(one.action(), one.failure());
    }
  }
}
