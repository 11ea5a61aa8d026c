package dev.rolecall.gate.plan;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.UnsupportedChange.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which calls a change of a plan may concern, by what it names.
///
/// @param proposal what the plan changes
record PlanScope(Proposal proposal) {

  private static final String ROLE = "role";
  private static final String USER = "user";

  /// The calls that a resource may concern.
  ///
  /// @param account that the resource is in; empty when it is not known
  Scope of(ResourceChange change, Optional<AccountId> account) {
    String type = change.type();
    if (type.equals("aws_iam_role")) {
      return arn(change)
          .flatMap(RoleArn::parse)
          .map(PlanScope::role)
          .orElseGet(() -> created(change, EntityName.Type.ROLE, account));
    }
    if (type.equals("aws_iam_service_linked_role")) {
      Set<String> services = change.names("aws_service_name");
      return calls(
          call ->
              roles(call)
                  .filter(role -> isIn(account, Optional.of(role.account())))
                  .anyMatch(role -> isServiceLinked(role, services)));
    }
    Scope scope = ofType(change, account);
    boolean iam = type.startsWith("aws_iam_") || type.startsWith("awscc_iam_");
    return iam
        ? (call, then) ->
            (isIn(account, call.caller().account())
                    || isIn(account, call.target().arn().map(RoleArn::account)))
                && scope.includes(call, then)
        : scope;
  }

  /// Whether something of an account may be that of a resource.
  private static boolean isIn(Optional<AccountId> account, Optional<AccountId> one) {
    return account.isEmpty() || one.isEmpty() || account.equals(one);
  }

  private static boolean isServiceLinked(RoleArn role, Set<String> services) {
    return role.isServiceLinked()
        && (services.isEmpty()
            || services.stream()
                .anyMatch(service -> role.toString().contains("/" + service + "/")));
  }

  private Scope ofType(ResourceChange change, Optional<AccountId> account) {
    String type = change.type();
    if (type.equals("aws_iam_user")) {
      return principals(EntityName.Type.USER, change.names("name"), account)
          .orElseGet(() -> created(change, EntityName.Type.USER, account));
    }
    if (type.startsWith("aws_iam_role_")) {
      return holders(change, account, EntityName.Type.ROLE, ROLE, "role_name");
    }
    if (type.equals("aws_iam_user_group_membership")
        || type.equals("aws_iam_group_membership")
        || type.startsWith("aws_iam_user_")) {
      return holders(change, account, EntityName.Type.USER, USER, "user_name", "users");
    }
    if (type.contains("_group")) {
      return byUsers(account);
    }
    if (type.endsWith("_provider")) {
      Optional<String> arn = arn(change);
      return calls(
          call ->
              Proposal.providerOf(call)
                  .filter(own -> arn.isEmpty() || arn.get().equals(own))
                  .isPresent());
    }
    if (type.startsWith("aws_ssoadmin_") || type.startsWith("awscc_sso_")) {
      return calls(PlanScope::isIdentityCenter);
    }
    if (type.contains("_organizations_") || type.contains("_controltower_")) {
      return organization(change);
    }
    return calls(call -> is(call, EntityName.Type.USER) || is(call, EntityName.Type.ROLE));
  }

  private static Optional<String> arn(ResourceChange change) {
    return change.names("arn").stream().findFirst();
  }

  private static Scope calls(Predicate<Denial> calls) {
    return (call, _) -> calls.test(call);
  }

  /// Calls for or by a role.
  static Scope role(RoleArn role) {
    return calls(
        call ->
            call.target().arn().filter(role::equals).isPresent()
                || EntityName.of(role).makes(call));
  }

  /// Calls by users of an account, or of any when it is not known.
  static Scope byUsers(Optional<AccountId> account) {
    return calls(call -> is(call, EntityName.Type.USER) && isIn(account, call.caller().account()));
  }

  /// Calls by principals of these names; empty without a name.
  ///
  /// @param account that they are in; empty for whatever account
  static Optional<Scope> principals(
      EntityName.Type type, Set<String> names, Optional<AccountId> account) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            calls(
                call ->
                    EntityName.of(call.caller())
                        .filter(one -> one.type() == type && names.contains(one.name()))
                        .filter(one -> isIn(account, Optional.of(one.account())))
                        .isPresent()));
  }

  /// Calls by what the resource names in one of these attributes; also by what does not exist yet,
  /// when one of them is known only after the apply.
  private Scope holders(
      ResourceChange change,
      Optional<AccountId> account,
      EntityName.Type type,
      String... attributes) {
    Optional<Scope> known =
        principals(
            type,
            Stream.of(attributes)
                .flatMap(attribute -> change.names(attribute).stream())
                .collect(Collectors.toSet()),
            account);
    if (Stream.of(attributes).anyMatch(change::isUnknown)) {
      Scope created = unknownHolder(type, account);
      return known
          .<Scope>map(
              scope -> (call, then) -> scope.includes(call, then) || created.includes(call, then))
          .orElse(created);
    }
    return known.orElseGet(() -> calls(call -> is(call, type)));
  }

  /// Calls by principals that do not exist yet.
  ///
  /// @param account that they are created in; empty when it is not known
  Scope unknownHolder(EntityName.Type type, Optional<AccountId> account) {
    return (call, then) ->
        EntityName.of(call.caller())
            .filter(one -> one.type() == type && isIn(account, Optional.of(one.account())))
            .filter(one -> proposal.fresh.containsKey(one) || !callerExists(call, then))
            .isPresent();
  }

  /// Calls for or by a principal that the plan creates and whose account, or whole name, is not
  /// known. A principal that exists is not that one, nor is the one that it replaces.
  ///
  /// @param account that it is created in; empty when it is not known
  static Scope created(ResourceChange change, EntityName.Type type, Optional<AccountId> account) {
    Optional<String> name = Optional.ofNullable(change.after().path("name").textValue());
    String prefix = change.after().path("name_prefix").asText("");
    String old = change.before().path("name").asText();
    Predicate<String> fits =
        one -> name.map(one::equals).orElse(one.startsWith(prefix) && !one.equals(old));
    return (call, then) ->
        (type == EntityName.Type.ROLE
                && call.target()
                    .arn()
                    .filter(role -> fits.test(role.name()))
                    .filter(role -> isIn(account, Optional.of(role.account())))
                    .filter(role -> !(then.roles().role(role) instanceof Lookup.Found))
                    .isPresent())
            || (EntityName.of(call.caller())
                    .filter(one -> one.type() == type && fits.test(one.name()))
                    .filter(one -> isIn(account, Optional.of(one.account())))
                    .isPresent()
                && !callerExists(call, then));
  }

  private static boolean callerExists(Denial call, Evidence then) {
    return then.callers().caller(call.caller()) instanceof Lookup.Found;
  }

  private static boolean is(Denial call, EntityName.Type type) {
    return EntityName.of(call.caller()).filter(entityName -> entityName.type() == type).isPresent();
  }

  private static boolean isIdentityCenter(Denial call) {
    return roles(call).anyMatch(RoleArn::isIdentityCenter);
  }

  private static Stream<RoleArn> roles(Denial call) {
    return Stream.concat(
        call.target().arn().stream(),
        call.caller().principalArn().flatMap(RoleArn::parse).stream());
  }

  /// A policy that is attached to an account concerns calls by and for its principals; to the root
  /// or an organizational unit, calls of all accounts.
  ///
  /// A change of an account, such as another parent, concerns that account; no call is there yet in
  /// an account that is created.
  private static Scope organization(ResourceChange change) {
    boolean isAccount = change.type().endsWith("_organizations_account");
    Set<String> targets =
        isAccount
            ? change.names("id")
            : change.names(change.type().startsWith("awscc_") ? "target_ids" : "target_id");
    if (isAccount && change.kind() == ResourceChange.Kind.CREATE) {
      return calls(_ -> false);
    }
    if (change.isUnknown("target_id")
        || targets.isEmpty()
        || targets.stream().anyMatch(target -> AccountId.parse(target).isEmpty())) {
      return Scope.ALL;
    }
    return calls(
        call ->
            Stream.concat(
                    call.target().arn().stream().map(RoleArn::account),
                    call.caller().account().stream())
                .map(AccountId::value)
                .anyMatch(targets::contains));
  }

  /// The word for a type in attributes of resources: `role`.
  static String word(EntityName.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
