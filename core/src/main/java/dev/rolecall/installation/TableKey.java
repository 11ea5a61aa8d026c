package dev.rolecall.installation;

/// What keys of the incident table begin with, where a permission depends on it.
public final class TableKey {

  /// Of what is remembered of requests of Slack. The function with the public URL can write nothing
  /// else.
  public static final String INTERACTION = "interaction#";

  /// Of the index of the organization.
  public static final String ORGANIZATION = "organization#";

  private TableKey() {}
}
