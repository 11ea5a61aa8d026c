package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.diagnosis.mismatch.ResourceNearMiss;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Quantifier;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import dev.rolecall.iam.principal.PrincipalEntry.Account;
import dev.rolecall.iam.principal.PrincipalEntry.Everyone;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.iam.principal.PrincipalEntry.Nobody;
import dev.rolecall.iam.principal.PrincipalEntry.Role;
import dev.rolecall.iam.principal.PrincipalEntry.Service;
import dev.rolecall.iam.principal.PrincipalEntry.Session;
import dev.rolecall.iam.principal.PrincipalEntry.UniqueId;
import dev.rolecall.iam.principal.PrincipalEntry.User;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The names of those to whom an Allow statement of a trust policy grants a call: from its
/// principals, and from its conditions on who they are.
record AdmittedPrincipals(Statement statement, Caller caller) {

  private static final String SAML_PROVIDER = ":saml-provider/";

  /// Empty when they cannot be named: a whole account, everyone, a provider's every subject.
  static Optional<Set<String>> of(Statement statement, AssumeCall call, Caller caller) {
    if (statement.principal().filter(element -> !element.negated()).isEmpty()) {
      return Optional.empty();
    }
    AdmittedPrincipals admitted = new AdmittedPrincipals(statement, caller);
    Set<String> names = new LinkedHashSet<>();
    for (PrincipalEntry entry : statement.principal().get().entries()) {
      Optional<List<String>> named = admitted.names(entry, call);
      if (named.isEmpty()) {
        return Optional.empty();
      }
      names.addAll(named.get());
    }
    return Optional.of(names);
  }

  /// Whether a principal of this kind can make the call at all.
  static boolean concerns(PrincipalEntry entry, AssumeCall call) {
    return switch (entry) {
      case Everyone _ -> true;
      case Federated federated ->
          switch (call) {
            case ASSUME_ROLE, ASSUME_ROOT -> false;
            case ASSUME_ROLE_WITH_SAML ->
                federated.text().contains(SAML_PROVIDER) || federated.text().equals("*");
            case ASSUME_ROLE_WITH_WEB_IDENTITY -> !federated.text().contains(SAML_PROVIDER);
          };
      case Account _, Role _, User _, Session _, UniqueId _, Service _ ->
          call == AssumeCall.ASSUME_ROLE;
      case Nobody _ -> false;
    };
  }

  private Optional<List<String>> names(PrincipalEntry entry, AssumeCall call) {
    return switch (entry) {
      case Role _, User _, Session _, Service _ -> Optional.of(List.of(entry.text()));
      case UniqueId id -> Optional.of(withId(id));
      case Account _ -> principalArns();
      case Everyone _ -> call == AssumeCall.ASSUME_ROLE ? principalArns() : Optional.empty();
      case Federated(String text) ->
          text.contains(SAML_PROVIDER) ? Optional.of(List.of(text)) : subjects(text);
      case Nobody _ -> Optional.of(List.of());
    };
  }

  /// An id is shown in place of a principal that is gone; no principal has it, unless the caller
  /// does.
  private List<String> withId(UniqueId id) {
    Optional<String> own =
        switch (caller) {
          case RoleSession session -> session.roleId();
          case IamUser user -> user.userId();
          case Root _, WebIdentity _, Saml _, AwsService _, Unidentified _ -> Optional.empty();
        };
    return own.filter(id.text()::equals).flatMap(_ -> caller.principalArn()).stream().toList();
  }

  /// The ARNs that `aws:PrincipalArn` must match, where they tell at least the account.
  private Optional<List<String>> principalArns() {
    return required("aws:principalarn")
        .filter(arns -> arns.stream().allMatch(AdmittedPrincipals::namesAccount));
  }

  private static boolean namesAccount(String arn) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6
        && parts[4].length() == 12
        && parts[4].chars().allMatch(c -> c >= '0' && c <= '9')
        && !parts[5].startsWith("*")
        && !parts[5].equals("root");
  }

  /// The subjects that the token must have.
  private Optional<List<String>> subjects(String provider) {
    return provider.equals("*")
        ? Optional.empty()
        : required(WebIdentity.providerName(provider) + ":sub")
            .filter(subjects -> subjects.stream().allMatch(AdmittedPrincipals::says));
  }

  /// Whether a pattern says anything: not only wildcards and delimiters.
  private static boolean says(String pattern) {
    return pattern.chars().anyMatch(Character::isLetterOrDigit);
  }

  /// The values one of which the key must match, by the narrowest condition on it.
  private Optional<List<String>> required(String key) {
    return statement.conditions().stream()
        .filter(condition -> condition.lowerCaseKey().equalsIgnoreCase(key))
        .filter(AdmittedPrincipals::binds)
        .map(Condition::values)
        .min(
            Comparator.comparingLong(
                values -> values.stream().filter(it -> !ResourceNearMiss.isLiteral(it)).count()));
  }

  /// Whether a request must have the key with one of the values.
  private static boolean binds(Condition condition) {
    Comparison comparison = condition.operator().comparison();
    return comparison.isText()
        && !comparison.negated()
        && comparison != Comparison.STRING_EQUALS_IGNORE_CASE
        && !condition.operator().ifExists()
        && condition.operator().quantifier() != Quantifier.FOR_ALL_VALUES
        && !condition.values().isEmpty()
        && condition.values().stream().noneMatch(value -> value.contains("${"));
  }
}
