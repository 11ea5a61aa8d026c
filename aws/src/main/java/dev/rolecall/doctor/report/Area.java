package dev.rolecall.doctor.report;

/// What a finding is about, in the order in which an event passes.
public enum Area {
  INSTALLATION("installation"),
  TRAILS("trails"),
  RULE("rule"),
  BUS("central event bus"),
  ACCOUNTS("accounts"),
  FORWARDING("forwarding"),
  INCIDENTS("incidents"),
  ALERTS("alerts"),
  SLACK("Slack"),
  CHANNELS("other channels"),
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
