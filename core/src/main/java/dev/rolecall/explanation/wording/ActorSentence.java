package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.util.Optional;

/// Who needs to act, by name: phrases without a capital that can begin or end a sentence.
public record ActorSentence(Explanation explanation) {

  private static final String IDENTITY_CENTER = "AWSReservedSSO_";

  /// As long as the longest name of a role.
  private static final int LONGEST_NAME = 64;

  private EntityNames names() {
    return new EntityNames(explanation);
  }

  /// The actor of a cause or a fix. Where no one needs to act, the caller's team, which tries
  /// again.
  public RichSentence of(Actor actor) {
    return switch (actor) {
      case TARGET_ACCOUNT -> roleOwner();
      case CALLER_ACCOUNT -> callerOwner();
      case CALLER_REQUEST, NOBODY -> callerTeam();
      case ORGANIZATION -> organizationAdmins();
    };
  }

  /// Who can change what the caller sends: "the team that runs `ci-deploy` (account `tooling`)".
  public RichSentence callerTeam() {
    return say("{}{}", team(), account(names().callerAccount()));
  }

  /// The caller's team without its account: "the team that runs `ci-deploy`".
  public RichSentence team() {
    return switch (explanation.denial().caller()) {
      case Caller.RoleSession session when isPerson(session) ->
          say("the person signed in as {}", session.arn().sessionName());
      case Caller.RoleSession session -> say("the team that runs {}", session.arn().roleName());
      case Caller.IamUser user -> say("the owner of user {}", user.arn().name());
      case Caller.Root _ -> words("the owner of the root user");
      case Caller.WebIdentity identity ->
          identity.subject().isEmpty()
              ? words("the team that runs the workload")
              : say("the team that runs {}", Truncation.middle(LONGEST_NAME, identity.subject()));
      case Caller.Saml saml -> say("the SAML user {}", saml.subject());
      case Caller.AwsService service -> say("the team that set up {}", service.principal());
      case Caller.Unidentified _ -> words("the team that made the call");
    };
  }

  private static boolean isPerson(Caller.RoleSession session) {
    return session.arn().roleName().startsWith(IDENTITY_CENTER) && !session.arn().isOfAnySession();
  }

  /// Who can change the role and its trust policy: "the owner of account 444455556666
  /// (`production`)".
  public RichSentence roleOwner() {
    return owner(names().roleAccount(), "the role's account");
  }

  /// Who can change the caller's policies.
  public RichSentence callerOwner() {
    return owner(names().callerAccount(), "the caller's account");
  }

  /// Who can change SCPs and RCPs.
  public RichSentence organizationAdmins() {
    return words("your AWS Organizations admins");
  }

  /// Who can change the session policy of the caller's session.
  public RichSentence sessionStarter() {
    return switch (explanation.denial().caller()) {
      case Caller.RoleSession session ->
          say("the team that starts the sessions of {}", session.arn().roleName());
      case Caller.IamUser user -> say("the team that starts the sessions of {}", user.arn().name());
      case Caller.Root _,
          Caller.WebIdentity _,
          Caller.Saml _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          words("the team that starts the caller's session");
    };
  }

  private RichSentence owner(Optional<AccountId> account, String unknown) {
    return say(
        "the owner of {}{}",
        words(account.map(id -> "account " + id).orElse(unknown)),
        names().accountName(account).map(name -> say(" ({})", name)));
  }

  /// By name where it has one, else by number.
  private Optional<RichSentence> account(Optional<AccountId> account) {
    return account.map(
        id ->
            say(
                " (account {})",
                names()
                    .accountName(account)
                    .map(RichSentence::value)
                    .orElse(words(id.toString()))));
  }
}
