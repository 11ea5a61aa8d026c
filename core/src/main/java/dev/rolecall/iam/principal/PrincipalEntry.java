package dev.rolecall.iam.principal;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import java.util.Optional;
import java.util.regex.Pattern;

/// One entry of a `Principal` or `NotPrincipal` element. [Principal
/// element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
public sealed interface PrincipalEntry {

  /// The entry as the policy has it.
  String text();

  /// A bare `*`, the only wildcard that a principal may be.
  record Everyone(String text) implements PrincipalEntry {}

  /// A whole account: 12 digits, or the ARN of its root. Trust in an account is delegation: its own
  /// policies decide.
  ///
  /// @param partition from the ARN; empty when only the digits are given
  record Account(String text, AccountId account, Optional<String> partition)
      implements PrincipalEntry {}

  /// A role, with its path.
  record Role(String text, RoleArn arn) implements PrincipalEntry {}

  /// A user, with its path.
  record User(String text, UserArn arn) implements PrincipalEntry {}

  /// One session of a role.
  record Session(String text, RoleSessionArn arn) implements PrincipalEntry {}

  /// The unique id of a principal. IAM shows it once the principal that was named is deleted.
  record UniqueId(String text) implements PrincipalEntry {
    /// Whether the id is a user's (`AIDA...`); else it is a role's (`AROA...`).
    public boolean isUser() {
      return text.startsWith("AIDA");
    }
  }

  /// An identity provider: the ARN of an OIDC or SAML provider, or the name of a built-in one.
  record Federated(String text) implements PrincipalEntry {}

  /// An AWS service.
  record Service(String text) implements PrincipalEntry {}

  /// An entry that matches nobody who could assume a role: a canonical user, a wildcard inside an
  /// ARN, a misspelling.
  record Nobody(String type, String text) implements PrincipalEntry {}

  Pattern UNIQUE_ID = Pattern.compile("A(?:IDA|ROA)[A-Z0-9]{12,}");

  /// The entry `text` under the principal type `type` (`AWS`, `Federated`, `Service`,
  /// `CanonicalUser`).
  static PrincipalEntry of(String type, String text) {
    return switch (type) {
      case "AWS" -> aws(text);
      case "Federated" -> new Federated(text);
      case "Service" -> new Service(text);
      default -> new Nobody(type, text);
    };
  }

  private static PrincipalEntry aws(String text) {
    if (text.equals("*")) {
      return new Everyone(text);
    }
    if (UNIQUE_ID.matcher(text).matches()) {
      return new UniqueId(text);
    }
    return AccountId.parse(text)
        .<PrincipalEntry>map(account -> new Account(text, account, Optional.empty()))
        .or(
            () ->
                Caller.Root.parse(text)
                    .map(root -> new Account(text, root.id(), Optional.of(root.partition()))))
        .or(() -> RoleArn.parse(text).map(arn -> new Role(text, arn)))
        .or(() -> UserArn.parse(text).map(arn -> new User(text, arn)))
        .or(() -> RoleSessionArn.parse(text).map(arn -> new Session(text, arn)))
        .orElseGet(() -> new Nobody("AWS", text));
  }
}
