package dev.rolecall.incident.repository;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names under which incidents are found when something is changed in IAM, so that one change
/// reads only what it may touch.
public final class TouchKeys {

  private static final Pattern PROVIDER =
      Pattern.compile("arn:[a-z0-9-]+:iam::(\\d{12}):((?:oidc|saml)-provider/[^#]+)");

  private static final Pattern POLICY = Pattern.compile("arn:[a-z0-9-]+:iam::(\\d{12}):policy/.+");

  /// Policies that can be changed without naming the caller: managed ones, and those of groups.
  private static final Set<PolicyType> SHARED =
      Set.of(PolicyType.IDENTITY_POLICY, PolicyType.PERMISSIONS_BOUNDARY);

  private TouchKeys() {}

  /// The names of an incident.
  public static Set<String> of(Incident incident) {
    Set<String> keys = new TreeSet<>();
    switch (incident.subject()) {
      case IncidentSubject.Refusal(String caller, String role, String _) -> {
        principal(role).ifPresent(keys::add);
        principal(caller).ifPresent(keys::add);
        provider(caller).ifPresent(keys::add);
        if (incident.blocking().isEmpty()
            || incident.blocking().stream().anyMatch(SHARED::contains)) {
          account(caller).map(TouchKeys::policies).ifPresent(keys::add);
        }
      }
      case IncidentSubject.SharedCause(String policy, String _, CauseCode _) -> {
        principal(policy).ifPresent(keys::add);
        provider(policy).ifPresent(keys::add);
        policyAccount(policy).map(TouchKeys::policies).ifPresent(keys::add);
      }
      case IncidentSubject.Search _ -> {}
    }
    return keys;
  }

  /// The account of a customer managed policy or a group.
  public static Optional<AccountId> owner(String arn) {
    Matcher matcher = POLICY.matcher(arn);
    return matcher.lookingAt() ? AccountId.parse(matcher.group(1)) : Optional.empty();
  }

  /// A role or user.
  public static String principal(AccountId account, String name) {
    return account + "/" + name;
  }

  /// Callers that a policy of the account may concern, whatever it is attached to.
  public static String policies(AccountId account) {
    return account + "/*";
  }

  /// A provider of identities.
  ///
  /// @param arn of the provider
  public static Optional<String> provider(String arn) {
    Matcher matcher = PROVIDER.matcher(arn);
    return matcher.lookingAt()
        ? Optional.of(matcher.group(1) + "/" + matcher.group(2))
        : Optional.empty();
  }

  private static Optional<String> principal(String arn) {
    return RoleArn.parse(arn)
        .map(role -> principal(role.account(), role.name()))
        .or(() -> UserArn.parse(arn).map(user -> principal(user.account(), user.name())));
  }

  private static Optional<AccountId> policyAccount(String arn) {
    Matcher matcher = POLICY.matcher(arn);
    return matcher.lookingAt() ? Optional.of(new AccountId(matcher.group(1))) : account(arn);
  }

  private static Optional<AccountId> account(String arn) {
    return RoleArn.parse(arn)
        .map(RoleArn::account)
        .or(() -> UserArn.parse(arn).map(UserArn::account));
  }
}
