package dev.rolecall.explanation.wording.notification;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.ActorSentence;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.util.Optional;
import java.util.stream.Collectors;

/// An explanation in the fewest words: for titles, subjects and text messages. The names may come
/// from any caller; each renderer escapes them.
public record Headline(Explanation explanation) {

  private static final String ARTICLE = "the ";
  private static final String OWNER = "owner of account ";

  private EntityNames names() {
    return new EntityNames(explanation);
  }

  /// The caller's name alone.
  public String caller() {
    return clean(
        switch (explanation.denial().caller()) {
          case Caller.RoleSession session -> session.arn().roleName();
          case Caller.IamUser user -> user.arn().name();
          case Caller.Root _ -> "root user";
          case Caller.WebIdentity _, Caller.Saml _, Caller.AwsService _, Caller.Unidentified _ ->
              names().callerId();
        });
  }

  /// The role's name alone.
  public String role() {
    return clean(
        switch (explanation.denial().target()) {
          case TargetRole.Known(var arn) -> arn.name();
          case TargetRole.Unreadable(String text, var _) -> text;
          case TargetRole.NotRecorded _ -> "unknown role";
        });
  }

  /// The caller's account by its name, else by its number; empty where it is unknown.
  public Optional<String> callerAccount() {
    return account(names().callerAccount());
  }

  /// The role's account by its name, else by its number; empty where it is unknown.
  public Optional<String> roleAccount() {
    return account(names().roleAccount());
  }

  private Optional<String> account(Optional<AccountId> account) {
    return account.map(id -> clean(names().accountName(account).orElse(id.value())));
  }

  /// Whether caller and role belong to the same account, which then is named once.
  public boolean sharesAccount() {
    return names().callerAccount().isPresent()
        && names().callerAccount().equals(names().roleAccount());
  }

  private static String clean(String name) {
    return VisibleText.line(Redaction.of(name));
  }

  /// The cause, with a word of doubt where there is doubt. All words are fixed texts.
  public String cause() {
    return CauseLabel.of(explanation);
  }

  /// Who needs to act: "team that runs ci-deploy"; empty where there is no one to name.
  public Optional<String> actor() {
    if (explanation.diagnosis().actor() == Actor.NOBODY) {
      return Optional.empty();
    }
    ActorSentence actors = new ActorSentence(explanation);
    return Optional.of(
        switch (explanation.diagnosis().actor()) {
          case TARGET_ACCOUNT -> roleAccount().map(OWNER::concat).orElse(plain(actors.roleOwner()));
          case CALLER_ACCOUNT ->
              callerAccount().map(OWNER::concat).orElse(plain(actors.callerOwner()));
          case CALLER_REQUEST, NOBODY -> plain(actors.team());
          case ORGANIZATION -> plain(actors.organizationAdmins());
        });
  }

  /// The same in few words, for where there is little room.
  Optional<String> actorInShort() {
    return switch (explanation.diagnosis().actor()) {
      case TARGET_ACCOUNT -> Optional.of("the role's owner");
      case CALLER_ACCOUNT -> Optional.of("the caller's owner");
      case CALLER_REQUEST -> Optional.of("the caller's team");
      case ORGANIZATION, NOBODY -> Optional.empty();
    };
  }

  private static String plain(RichSentence sentence) {
    String text = sentence.spans().stream().map(TextSpan::text).collect(Collectors.joining());
    return clean(text.startsWith(ARTICLE) ? text.substring(ARTICLE.length()) : text);
  }

  /// Who needs to act, for programs that read fields of a message. All words are fixed texts.
  public String actorField() {
    return actorInShort()
        .orElse(
            switch (explanation.diagnosis().actor()) {
              case ORGANIZATION -> plain(new ActorSentence(explanation).organizationAdmins());
              case TARGET_ACCOUNT, CALLER_ACCOUNT, CALLER_REQUEST, NOBODY ->
                  explanation.diagnosis().cause().code() == CauseCode.UNDETERMINED
                      ? "unknown"
                      : "none";
            });
  }
}
