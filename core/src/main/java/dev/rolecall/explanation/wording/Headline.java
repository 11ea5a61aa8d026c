package dev.rolecall.explanation.wording;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.term.EntityNames;
import java.util.Optional;

/// An explanation in the fewest words: for titles, subjects and text messages. The names may come
/// from any caller; each renderer escapes them.
public record Headline(Explanation explanation) {

  /// The caller's name alone.
  public String caller() {
    return clean(
        switch (explanation.denial().caller()) {
          case Caller.RoleSession session -> session.arn().roleName();
          case Caller.IamUser user -> user.arn().name();
          case Caller.Root root -> "root user of " + root.id();
          case Caller.WebIdentity _, Caller.Saml _, Caller.AwsService _, Caller.Unidentified _ ->
              new EntityNames(explanation).callerId();
        });
  }

  /// The role's name alone.
  public String role() {
    return clean(
        switch (explanation.denial().target()) {
          case TargetRole.Known(var arn) -> arn.name();
          case TargetRole.Unreadable(String text, var _) -> text;
          case TargetRole.NotRecorded _ -> "a role";
        });
  }

  private static String clean(String name) {
    return VisibleText.line(Redaction.of(name));
  }

  /// The cause, with a word of doubt where there is doubt. All words are fixed texts.
  public String cause() {
    return CauseLabel.of(explanation);
  }

  /// Who has to act. All words are fixed texts.
  public String actor() {
    EntityNames entityNames = new EntityNames(explanation);
    return actorAlone()
        + switch (explanation.diagnosis().actor()) {
          case TARGET_ACCOUNT -> in(entityNames.roleAccount());
          case CALLER_ACCOUNT, CALLER_REQUEST -> in(entityNames.callerAccount());
          case ORGANIZATION, NOBODY -> "";
        };
  }

  /// The same without the account.
  public String actorAlone() {
    return switch (explanation.diagnosis().actor()) {
      case TARGET_ACCOUNT -> "owner of the role";
      case CALLER_ACCOUNT -> "owner of the caller";
      case CALLER_REQUEST -> "whoever runs the caller";
      case ORGANIZATION -> "those who keep the organization's policies";
      case NOBODY -> isOpen() ? "not known yet" : "nobody";
    };
  }

  private static String in(Optional<AccountId> account) {
    return account.map(id -> " (account " + id + ")").orElse("");
  }

  /// Whether a principal has to act, or may have to.
  public boolean wantsAction() {
    return isOpen() || explanation.diagnosis().actor() != Actor.NOBODY;
  }

  private boolean isOpen() {
    return explanation.diagnosis().cause().code() == CauseCode.UNDETERMINED;
  }
}
