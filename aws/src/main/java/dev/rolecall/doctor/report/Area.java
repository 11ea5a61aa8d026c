package dev.rolecall.doctor.report;

import dev.rolecall.doctor.wording.DoctorWords;

/// What a finding is about, in the order in which an event passes.
public enum Area {
  INSTALLATION("installation"),
  TRAILS("trails"),
  RULE("rule"),
  BUS(DoctorWords.centralBus()),
  ACCOUNTS("accounts"),
  FORWARDING("forwarding"),
  INCIDENTS("incidents"),
  ALERTS("alerts"),
  SLACK("Slack"),
  CHANNELS(DoctorWords.otherChannels()),
  QUEUES("queues"),
  OPERATIONS("operations");

  private final String title;

  Area(String title) {
    this.title = title;
  }

  /// For people.
  public String title() {
    return title;
  }
}
