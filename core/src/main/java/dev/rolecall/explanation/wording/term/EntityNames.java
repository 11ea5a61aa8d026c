package dev.rolecall.explanation.wording.term;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import java.util.Optional;

/// What caller and role are called.
public record EntityNames(Explanation explanation) {

  private static final String UNIDENTIFIED = "an unidentified caller";

  private Denial denial() {
    return explanation.denial();
  }

  /// The caller: "role `ci`", "user `alice`".
  public RichSentence caller() {
    return switch (denial().caller()) {
      case Caller.RoleSession session -> say("role {}", session.arn().roleName());
      case Caller.IamUser user -> say("user {}", user.arn().name());
      case Caller.Root _ -> words("the root user");
      case Caller.WebIdentity identity ->
          say(
              "{}{}",
              identity.subject().isEmpty() ? words("a token") : say("{}", identity.subject()),
              identity.provider().map(EntityNames::issuer));
      case Caller.Saml saml -> say("SAML user {}", saml.subject());
      case Caller.AwsService service -> say("service {}", service.principal());
      case Caller.Unidentified other ->
          other.text().isEmpty() ? unidentified(other) : say("{}", other.text());
    };
  }

  private static RichSentence unidentified(Caller.Unidentified other) {
    return switch (other.type()) {
      case "unknown" -> words(UNIDENTIFIED);
      case "WebIdentityUser" -> words("a caller with an OIDC token");
      case "SAMLUser" -> words("a caller with a SAML assertion");
      default -> say("a caller of type {}", other.type());
    };
  }

  /// The service that issues the tokens, else the host of the provider.
  private static RichSentence issuer(String provider) {
    String name = Caller.WebIdentity.providerName(provider);
    if (name.startsWith("oidc.eks.")) {
      return words(" (Amazon EKS)");
    }
    return switch (name) {
      case "token.actions.githubusercontent.com" -> words(" (GitHub Actions)");
      case "gitlab.com" -> words(" (GitLab)");
      case "app.terraform.io" -> words(" (HCP Terraform)");
      case "cognito-identity.amazonaws.com" -> words(" (Amazon Cognito)");
      default -> say(" ({})", name.substring(0, (name + '/').indexOf('/')));
    };
  }

  /// The role that was asked for: "role `deploy`".
  public RichSentence role() {
    return switch (denial().target()) {
      case TargetRole.Known(RoleArn role) -> say("role {}", role.name());
      case TargetRole.Unreadable(String text, var _) when isRoot() -> say("root user {}", text);
      case TargetRole.Unreadable(String text, var _) -> say("{} (not a role ARN)", text);
      case TargetRole.NotRecorded _ when isRoot() -> words("the root user of a member account");
      case TargetRole.NotRecorded _ ->
          denial().isTold()
              ? words("a role that the error message does not name")
              : words("a role that CloudTrail did not record");
    };
  }

  private boolean isRoot() {
    return denial().call() == AssumeCall.ASSUME_ROOT;
  }

  /// The ARN of the caller as the record has it, or what else identifies it.
  public String callerId() {
    return switch (denial().caller()) {
      case Caller.RoleSession session ->
          session
              .role()
              .filter(_ -> session.arn().isOfAnySession())
              .map(RoleArn::toString)
              .orElse(session.arn().toString());
      case Caller.IamUser user -> user.arn().toString();
      case Caller.Root root -> root.arn();
      case Caller.WebIdentity identity ->
          identity.subject().isEmpty()
              ? identity.provider().map(Caller.WebIdentity::providerName).orElse("")
              : identity.subject();
      case Caller.Saml saml -> saml.subject();
      case Caller.AwsService service -> service.principal();
      case Caller.Unidentified other ->
          other.text().isEmpty()
              ? switch (other.type()) {
                case "unknown", "WebIdentityUser", "SAMLUser" -> UNIDENTIFIED;
                default -> other.type();
              }
              : other.text();
    };
  }

  /// What a policy names the caller by: the ARN of role or user, where it is known.
  public String principal() {
    return explanation.callerPrincipal().orElseGet(this::callerId);
  }

  public Optional<AccountId> callerAccount() {
    return denial().caller().account();
  }

  public Optional<AccountId> roleAccount() {
    return denial().roleAccount();
  }

  /// Whether caller and role are known to belong to different accounts.
  public boolean crossAccount() {
    return callerAccount().isPresent()
        && roleAccount().isPresent()
        && !callerAccount().equals(roleAccount());
  }

  /// Caller and role with what `verb` says between them, and their accounts.
  public RichSentence call(String verb) {
    boolean named =
        crossAccount() || roleAccount().isEmpty() || denial().caller() instanceof Caller.Root;
    return say(
        "{}{} " + verb + " {}{}",
        caller(),
        callerAccount().filter(_ -> named).map(this::of),
        role(),
        denial().target().arn().map(RoleArn::account).map(this::of));
  }

  private RichSentence of(AccountId account) {
    return say(
        "{}{}",
        words(" in account " + account),
        accountName(Optional.of(account)).map(name -> say(" ({})", name)));
  }

  /// What the organization calls an account.
  public Optional<String> accountName(Optional<AccountId> account) {
    return account.map(explanation.accountNames()::get);
  }
}
