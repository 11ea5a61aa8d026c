package dev.rolecall.gate.plan;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.UnsupportedChange;
import dev.rolecall.gate.proposal.UnsupportedChange.Scope;
import dev.rolecall.gate.wording.PlanWords;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Follows the changes of a plan, one resource after the other.
final class PlanFollower {

  /// Resources of IAM and Organizations that no policy of a call depends on.
  private static final Pattern WITHOUT_EFFECT =
      Pattern.compile(
          "(aws|awscc)_iam_(access_key|account_alias|account_password_policy|instance_profile"
              + "|organizations_features|outbound_web_identity_federation"
              + "|security_token_service_preferences|server_certificate"
              + "|service_specific_credential|signing_certificate"
              + "|user_login_profile|user_ssh_key|virtual_mfa_device)"
              + "|(aws|awscc)_organizations_(delegated_administrator|resource_policy"
              + "|organizational_unit)");

  private static final Pattern MAY_MATTER =
      Pattern.compile(
          "(aws_iam|awscc_iam|aws_organizations|awscc_organizations|aws_ssoadmin|awscc_sso)_.*"
              + "|(aws|awscc)_controltower_.*control");

  /// What goes before anything of the plan is created.
  private static final Set<String> PRINCIPALS_AND_POLICIES =
      Set.of("aws_iam_role", "aws_iam_user", "aws_iam_policy");

  /// Policies of an organization that limit what its accounts may do.
  private static final Set<String> LIMITS =
      Set.of("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY");

  /// What decides which tokens and assertions a provider accepts.
  private static final Set<String> PROVIDER_ATTRIBUTES =
      Set.of("client_id_list", "thumbprint_list", "url", "name", "saml_metadata_document");

  /// What identifies a resource, and what it belongs to.
  private static final List<String> NAMES =
      List.of("arn", "name", "role", "roles", "role_name", "user", "users", "policy_arn");

  private final PlanContent plan;
  private final Proposal proposal = new Proposal();
  private final List<String> notLookedAt = new ArrayList<>();
  private final PlanAccounts accounts;
  private final PlanScope scopes = new PlanScope(proposal);

  /// The changes by the addresses of their resources in the configuration.
  private final Map<String, List<ResourceChange>> places;

  PlanFollower(PlanContent plan, AccountOptions options) {
    this.plan = plan;
    this.accounts = new PlanAccounts(plan.providers(), plan.known(), plan.changes(), options);
    this.places =
        plan.changes().stream()
            .collect(
                Collectors.groupingBy(change -> PlanProviders.withoutInstances(change.address())));
  }

  /// What goes in one place of the configuration and comes in another is there in the end. Apart
  /// from that, the order in which a plan lists its changes means nothing.
  private static List<ResourceChange> inOrder(List<ResourceChange> changes) {
    return changes.stream()
        .sorted(
            Comparator.comparing(
                    (ResourceChange change) -> change.kind() != ResourceChange.Kind.DELETE)
                .thenComparing(ResourceChange::address)
                .thenComparing(change -> change.before().toString())
                .thenComparing(change -> change.after().toString()))
        .toList();
  }

  /// Whether a resource of this type may change who may assume a role.
  static boolean mayMatter(String type) {
    return MAY_MATTER.matcher(type).matches() && !WITHOUT_EFFECT.matcher(type).matches();
  }

  PlanReading follow() throws MalformedPlan {
    PlanPrincipals principals = new PlanPrincipals(proposal, accounts, this);
    PlanPolicies policies = new PlanPolicies(proposal, accounts, this);
    if (!plan.complete()) {
      leave(PlanWords.thePlan(), PlanWords.incomplete(), Scope.ALL);
    }
    for (ResourceChange change : plan.deferred()) {
      leave(change.address(), PlanWords.deferred(), scopes.of(change, accounts.account(change)));
    }
    List<ResourceChange> changes = inOrder(plan.changes());
    for (ResourceChange change : changes) {
      if (change.kind() == ResourceChange.Kind.DELETE
          || change.kind() == ResourceChange.Kind.REPLACE) {
        switch (change.type()) {
          case "aws_iam_role" -> principals.roleGoes(change);
          case "aws_iam_user" -> principals.userGoes(change);
          case "aws_iam_policy" -> policies.managedGoes(change);
          default -> {}
        }
      }
    }
    for (ResourceChange change : changes) {
      if (change.kind() == ResourceChange.Kind.NOTHING
          || (change.kind() == ResourceChange.Kind.DELETE
              && PRINCIPALS_AND_POLICIES.contains(change.type()))) {
        continue;
      }
      switch (change.type()) {
        case "aws_iam_role" -> principals.role(change);
        case "aws_iam_user" -> principals.user(change);
        case "aws_iam_policy" -> policies.managed(change);
        case "aws_iam_openid_connect_provider", "aws_iam_saml_provider" -> provider(change);
        case "aws_iam_role_policy" -> policies.inline(change, EntityName.Type.ROLE);
        case "aws_iam_user_policy" -> policies.inline(change, EntityName.Type.USER);
        case "aws_iam_role_policy_attachment" -> policies.attachment(change, EntityName.Type.ROLE);
        case "aws_iam_user_policy_attachment" -> policies.attachment(change, EntityName.Type.USER);
        case "aws_iam_policy_attachment" -> policies.attachments(change);
        case "aws_iam_role_policies_exclusive", "aws_iam_role_policy_attachments_exclusive" ->
            policies.exclusive(change, EntityName.Type.ROLE);
        case "aws_iam_user_policies_exclusive", "aws_iam_user_policy_attachments_exclusive" ->
            policies.exclusive(change, EntityName.Type.USER);
        case "aws_organizations_policy", "awscc_organizations_policy" -> organizationPolicy(change);
        default -> unsupported(change);
      }
    }
    proposal.settle();
    return new PlanReading.Read(
        proposal, notLookedAt, accounts.unknownProviders(), changed(changes), unchanged(changes));
  }

  private static List<ChangedResource> changed(List<ResourceChange> changes) {
    return changes.stream()
        .filter(change -> change.kind() != ResourceChange.Kind.NOTHING)
        .map(
            change ->
                new ChangedResource(
                    PlanProviders.withoutInstances(change.address()),
                    change.type(),
                    NAMES.stream()
                        .flatMap(name -> change.names(name).stream())
                        .collect(Collectors.toSet())))
        .toList();
  }

  private static Map<RoleArn, PolicyReading.Read> unchanged(List<ResourceChange> changes)
      throws MalformedPlan {
    Map<RoleArn, PolicyReading.Read> unchanged = new HashMap<>();
    for (ResourceChange change : changes) {
      if (change.type().equals("aws_iam_role")
          && change.kind() != ResourceChange.Kind.CREATE
          && change.kind() != ResourceChange.Kind.DELETE
          && !change.touches("assume_role_policy")
          && PlanDocument.reading(change.before("assume_role_policy"))
              instanceof PolicyReading.Read read) {
        change.before("arn").flatMap(RoleArn::parse).ifPresent(role -> unchanged.put(role, read));
      }
    }
    return unchanged;
  }

  /// Notes a change of a type that is not evaluated.
  void unsupported(ResourceChange change) {
    leave(
        change.address(),
        PlanWords.ofType(change.type()),
        scopes.of(change, accounts.account(change)));
  }

  /// Notes a change that is not evaluated.
  void leave(String address, String why, Scope scope) {
    leave(address, why, PlanWords.checkAfterApply(), scope);
  }

  /// @param learnBy the step after which the change can be evaluated
  void leave(String address, String why, String learnBy, Scope scope) {
    notLookedAt.add(PlanWords.notFollowed(address, why));
    proposal.doubts.add(
        new UnsupportedChange(scope, new Gap(PlanWords.effect(address), why, learnBy)));
  }

  /// Notes a change in an account that the plan does not contain.
  void leaveUnknownAccount(ResourceChange change, String name, Scope scope) {
    Optional<String> provider = plan.providers().key(change.address());
    leave(
        change.address(),
        PlanWords.unknownAccount(name, provider),
        PlanWords.giveAccount(provider),
        scope);
  }

  /// Which calls changes may concern.
  PlanScope scopes() {
    return scopes;
  }

  /// Whether the configuration sets an attribute. One that it does not set is known only after the
  /// apply, too, when the resource is new, and is empty then.
  boolean waits(ResourceChange change, String attribute) {
    return change.isUnknown(attribute)
        && plan.providers().attributes(change.address()).contains(attribute);
  }

  /// Why an attribute is not known, and what to do about it.
  PlanDocument.Unknown unknown(ResourceChange change, String attribute) {
    Set<String> waits = new TreeSet<>();
    collect(change.address(), attribute, waits, new TreeSet<>());
    return waits.isEmpty()
        ? new PlanDocument.Unknown(PlanWords.knownAfterApply(), PlanWords.checkAfterApply())
        : new PlanDocument.Unknown(PlanWords.waitsFor(waits), PlanWords.applyFirst(waits));
  }

  /// The resources of the plan that an attribute waits for, through data sources.
  private void collect(String address, String attribute, Set<String> waits, Set<String> seen) {
    for (String reference : plan.providers().references(address, attribute)) {
      if (!seen.add(reference)) {
        continue;
      }
      if (reference.matches("(.*\\.)?data\\.[^.]+\\.[^.]+")) {
        plan.providers()
            .attributes(reference)
            .forEach(next -> collect(reference, next, waits, seen));
      } else if (plan.changed().contains(reference)) {
        waits.add(reference);
      }
    }
  }

  /// The change of the one resource of a type that an attribute is computed from.
  Optional<ResourceChange> source(ResourceChange change, String attribute, String type) {
    List<ResourceChange> sources =
        plan.providers().references(change.address(), attribute).stream()
            .flatMap(place -> places.getOrDefault(place, List.of()).stream())
            .filter(one -> one.type().equals(type))
            .toList();
    return sources.size() == 1 ? Optional.of(sources.getFirst()) : Optional.empty();
  }

  /// A policy that is only created limits no calls before it is attached. Of `awscc`, it names what
  /// it is attached to.
  private void organizationPolicy(ResourceChange change) {
    boolean limits =
        change.names("type").isEmpty() || change.names("type").stream().anyMatch(LIMITS::contains);
    boolean attached = change.touches("target_ids") && !change.names("target_ids").isEmpty();
    if (limits && (change.kind() != ResourceChange.Kind.CREATE || attached)) {
      unsupported(change);
    }
  }

  private void provider(ResourceChange change) throws MalformedPlan {
    switch (change.kind()) {
      case DELETE -> {
        Optional<String> arn = change.before("arn");
        arn.ifPresent(
            provider ->
                proposal.ended.put(
                    provider, PlanWords.deletesProvider(change.address(), provider)));
      }
      case UPDATE, REPLACE -> {
        if (PROVIDER_ATTRIBUTES.stream().anyMatch(change::touches)) {
          leave(change.address(), PlanWords.acceptedByProvider(), tokens(change));
        }
      }
      case CREATE -> {
        // One that goes in one place of the configuration may come in another.
        for (String provider : again(change)) {
          proposal.ended.remove(provider);
          leave(
              change.address(),
              PlanWords.acceptedByProvider(),
              (call, _) -> Proposal.providerOf(call).filter(provider::equals).isPresent());
        }
      }
      case NOTHING -> {}
    }
  }

  /// The providers that the plan deletes and this one may be.
  private List<String> again(ResourceChange change) throws MalformedPlan {
    Optional<String> name =
        change
            .after("url")
            .map(url -> ":oidc-provider/" + url.replaceFirst("^https?://", ""))
            .or(
                () ->
                    change.names("name").stream().findFirst().map(one -> ":saml-provider/" + one));
    Optional<AccountId> account = accounts.account(change);
    return proposal.ended.keySet().stream()
        .filter(arn -> name.filter(arn::endsWith).isPresent())
        .filter(arn -> account.isEmpty() || account.equals(PlanProviders.account(arn)))
        .toList();
  }

  /// Where only the list of audiences changes, tokens for those that are in it are accepted as
  /// before.
  private Scope tokens(ResourceChange change) {
    Scope all = scopes.of(change, Optional.empty());
    String audiences = "client_id_list";
    if (change.isUnknown(audiences)
        || PROVIDER_ATTRIBUTES.stream()
            .anyMatch(name -> !name.equals(audiences) && change.touches(name))) {
      return all;
    }
    List<String> accepted = ResourceChange.texts(change.after().path(audiences));
    return (call, then) ->
        all.includes(call, then)
            && !(call.caller() instanceof WebIdentity web
                && web.audience().filter(accepted::contains).isPresent());
  }
}
