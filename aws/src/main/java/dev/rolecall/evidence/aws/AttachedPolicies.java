package dev.rolecall.evidence.aws;

import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The groups and managed policies of one caller, as far as they could be read.
record AttachedPolicies(
    Map<String, IamPrincipal> groups, Map<String, AwsResult<LazyPolicyDocument>> managed)
    implements CallerPolicies.Source {

  /// What was read of a caller.
  ///
  /// @param boundary the permissions boundary by its ARN; empty when there is none
  static AttachedPolicies of(
      PrincipalPolicies.Parts parts, Map<String, AwsResult<LazyPolicyDocument>> boundary) {
    Map<String, IamPrincipal> groups = new HashMap<>();
    Map<String, AwsResult<LazyPolicyDocument>> managed = new HashMap<>(boundary);
    managed.putAll(parts.managed());
    parts
        .groups()
        .forEach(
            (name, group) -> {
              groups.put(name, AwsCallers.Entity.group(name).principal(name, group));
              managed.putAll(group.managed());
            });
    return new AttachedPolicies(groups, managed);
  }

  @Override
  public Lookup<IamPrincipal> group(String name, String fact) {
    return Optional.ofNullable(groups.get(name))
        .<Lookup<IamPrincipal>>map(Lookup.Found::new)
        .orElseGet(Lookup.Absent::new);
  }

  @Override
  public Lookup<LazyPolicyDocument> managed(String arn, String fact) {
    return managed
        .getOrDefault(arn, new AwsResult.Absent<>())
        .lookup(new AwsResult.Fact(fact, IamCommands.readManaged(arn)));
  }
}
