package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/// Reads roles from IAM.
record AwsRoles(AwsReader awsReader) {

  private static final int PAGE = 1000;

  static AwsFact trustOf(RoleArn arn) {
    return new AwsFact(
        new GapFact.TrustPolicy(arn), new GapRemedy.Command.Read(Part.WHOLE, "role", arn.name()));
  }

  static AwsFact allOf(AccountId account) {
    return new AwsFact(new GapFact.Roles(account), new GapRemedy.Command.ReadAccount(account));
  }

  /// IAM is asked by the name alone, which is unique in the account. A role that has it with
  /// another path, or in another partition, is not the one.
  Lookup<RoleFacts> role(RoleArn arn) {
    return new IamReading(awsReader, arn.account())
        .role(arn.name())
        .lookup(
            trustOf(arn),
            role ->
                arn.toString().equals(role.arn())
                    ? new Lookup.Found<>(facts(arn, role))
                    : new Lookup.Absent<>());
  }

  /// By ARN. The tags are left out: IAM does not list them.
  Lookup<List<RoleFacts>> rolesOf(AccountId account) {
    return new IamReading(awsReader, account)
        .ask(
            "ListRoles",
            "",
            iam -> iam.listRolesPaginator(r -> r.maxItems(PAGE)).roles().stream().toList())
        .lookup(
            allOf(account),
            roles ->
                new Lookup.Found<>(
                    roles.stream()
                        .flatMap(
                            role -> RoleArn.parse(role.arn()).map(arn -> facts(arn, role)).stream())
                        .sorted(Comparator.comparing(role -> role.arn().toString()))
                        .toList()));
  }

  /// The roles of this name in `accounts`, as far as they can be read.
  List<RoleArn> rolesNamed(String name, Set<AccountId> accounts) {
    return awsReader
        .each(
            accounts.stream().sorted().toList(),
            account ->
                new IamReading(awsReader, account)
                    .role(name)
                    .found()
                    .flatMap(role -> RoleArn.parse(role.arn())))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static RoleFacts facts(RoleArn arn, Role role) {
    return new RoleFacts(
        arn,
        Optional.ofNullable(role.roleId()),
        Optional.ofNullable(role.createDate()),
        tags(role.tags()),
        new LazyPolicyDocument(Optional.ofNullable(role.assumeRolePolicyDocument()).orElse(""))
            .reading());
  }

  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> byKey = new LinkedHashMap<>();
    tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
    return byKey;
  }
}
