package dev.rolecall.evidence.change;

import dev.rolecall.denial.AccountId;
import dev.rolecall.json.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The calls of AWS Organizations that change which SCPs and RCPs bind an account, or its place.
/// [All calls](https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html)
///
/// The constants bear the names of the calls.
enum OrganizationChange {
  AttachPolicy("policy %s attached to %s", "policyId", "targetId"),
  DetachPolicy("policy %s detached from %s", "policyId", "targetId"),
  UpdatePolicy("policy %s edited", "policyId", ""),
  DeletePolicy("policy %s deleted", "policyId", ""),
  EnablePolicyType("policy type %s enabled", "policyType", ""),
  DisablePolicyType("policy type %s disabled", "policyType", ""),
  MoveAccount("account %s moved to %s", "accountId", "destinationParentId"),
  RemoveAccountFromOrganization("account %s removed from the organization", "accountId", ""),
  LeaveOrganization("an account left the organization", "", ""),
  AcceptHandshake("an invitation to the organization accepted", "", ""),
  CreateOrganization("an organization created", "", ""),
  DeleteOrganization("an organization deleted", "", "");

  private static final Map<String, OrganizationChange> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private final String phrase;
  private final String first;
  private final String second;

  OrganizationChange(String phrase, String first, String second) {
    this.phrase = phrase;
    this.first = first;
    this.second = second;
  }

  /// The change that CloudTrail records under `eventName`.
  static Optional<OrganizationChange> ofEventName(String eventName) {
    return Optional.ofNullable(BY_NAME.get(eventName));
  }

  /// What happened, in one phrase, with the names of the record.
  String what(JsonValue request) {
    return phrase.formatted(named(request, first), named(request, second));
  }

  private static String named(JsonValue request, String field) {
    return request.get(field).asScalar().orElse("(not recorded)");
  }

  /// The one account that it touches; empty when it may touch every account.
  Optional<String> account(JsonValue request) {
    return Stream.of(first, second)
        .filter(Set.of("targetId", "accountId")::contains)
        .flatMap(field -> request.get(field).source().stream())
        .filter(AccountId::isAccountId)
        .findFirst();
  }
}
