package dev.rolecall.lambda.telemetry;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.ReadListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Hears of what could not be read, from any thread, and reports it when the work is done.
public final class UnreadEvidence implements ReadListener {

  private record Unread(String action, AccountId account, Failure failure) {}

  private final Queue<Unread> unread = new ConcurrentLinkedQueue<>();
  private final FunctionLog functionLog;
  private final FunctionMetrics functionMetrics;

  public UnreadEvidence(FunctionLog functionLog, FunctionMetrics functionMetrics) {
    this.functionLog = functionLog;
    this.functionMetrics = functionMetrics;
  }

  @Override
  public void unread(String action, AccountId account, Failure failure) {
    unread.add(new Unread(action, account, failure));
  }

  public void report() {
    for (Unread one = unread.poll(); one != null; one = unread.poll()) {
      functionLog.logUnread(one.action(), one.account(), one.failure());
      functionMetrics.countUnread(one.action(), one.failure());
    }
  }
}
