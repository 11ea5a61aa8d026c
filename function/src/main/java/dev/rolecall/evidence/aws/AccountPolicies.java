package dev.rolecall.evidence.aws;

import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.Commands;
import dev.rolecall.evidence.iam.Document;
import dev.rolecall.evidence.iam.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The groups and managed policies of one caller, as far as they could be read.
record AccountPolicies(Map<String, Principal> groups, Map<String, Answer<Document>> managed)
    implements CallerPolicies.Source {

  /// What was read of a caller.
  ///
  /// @param boundary the permissions boundary by its ARN; empty when there is none
  static AccountPolicies of(PoliciesOf.Parts parts, Map<String, Answer<Document>> boundary) {
    Map<String, Principal> groups = new HashMap<>();
    Map<String, Answer<Document>> managed = new HashMap<>(boundary);
    managed.putAll(parts.managed());
    parts
        .groups()
        .forEach(
            (name, group) -> {
              groups.put(name, principal(name, group));
              managed.putAll(group.managed());
            });
    return new AccountPolicies(groups, managed);
  }

  private static Principal principal(String name, PoliciesOf.Parts parts) {
    return new Principal(
        name,
        name,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        parts.inline(),
        List.copyOf(parts.managed().keySet()),
        List.of(),
        Optional.empty(),
        parts.missing());
  }

  @Override
  public Lookup<Principal> group(String name, String fact) {
    return Optional.ofNullable(groups.get(name))
        .<Lookup<Principal>>map(Lookup.Found::new)
        .orElseGet(Lookup.Absent::new);
  }

  @Override
  public Lookup<Document> managed(String arn, String fact) {
    return Optional.ofNullable(managed.get(arn))
        .map(answer -> answer.lookup(fact, Commands.readManaged(arn)))
        .orElseGet(Lookup.Absent::new);
  }
}
