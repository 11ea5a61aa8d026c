package dev.rolecall.infra.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an operator may choose about the monitor stack. Every value was checked by {@link
/// SettingsReader}.
///
/// @param explainOtherErrors whether failed calls that are no AccessDenied are explained, too
/// @param readOrganization whether Organizations is asked for SCPs and RCPs
/// @param organizationAccount where Organizations is asked; empty for the account of the stack
/// @param reader the role that reads other accounts; empty when only this account is read
/// @param deadlines how long the explain function waits for evidence
/// @param explain what the explain function may use
/// @param logLevel the least level that is logged
/// @param logRetentionDays how long logs are kept
/// @param slack how Rolecall writes to Slack by itself; empty when it does not
/// @param chat the channel that Amazon Q Developer in chat applications writes to; empty for none
/// @param emails who gets every explanation by e-mail
/// @param operationsEmails who gets the alarms about Rolecall itself
/// @param tags the tags of every resource
public record Settings(
    boolean explainOtherErrors,
    boolean readOrganization,
    Optional<String> organizationAccount,
    Optional<Reader> reader,
    Deadlines deadlines,
    Capacity explain,
    String logLevel,
    int logRetentionDays,
    Optional<Slack> slack,
    Optional<Chat> chat,
    List<String> emails,
    List<String> operationsEmails,
    Map<String, String> tags) {

  /// Copies the collections.
  public Settings {
    emails = List.copyOf(emails);
    operationsEmails = List.copyOf(operationsEmails);
    tags = Map.copyOf(tags);
  }

  /// The role by which the explain function reads other accounts.
  ///
  /// @param roleName its name, the same in every account
  /// @param externalId what the role asks for
  public record Reader(String roleName, Optional<String> externalId) {}

  /// How long the explain function waits.
  ///
  /// @param evidenceSeconds for all evidence of one denial but the changes
  /// @param changesSeconds for what was changed lately
  /// @param cacheSeconds how long an answer is good for the next denial
  public record Deadlines(int evidenceSeconds, int changesSeconds, int cacheSeconds) {}

  /// What a function may use.
  ///
  /// @param memoryMegabytes its memory, which also sets its share of a processor
  /// @param reservedConcurrency how many run at once at most; 0 for as many as the account has left
  public record Capacity(int memoryMegabytes, int reservedConcurrency) {}

  /// The channel that Amazon Q Developer in chat applications writes to.
  public record Chat(String slackWorkspaceId, String slackChannelId) {}
}
