package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.IamCommands;
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
final class AwsRoles {

  private final AwsReader awsReader;
  private final IamReading iam;

  AwsRoles(AwsReader awsReader) {
    this.awsReader = awsReader;
    this.iam = new IamReading(awsReader);
  }

  static AwsResult.Fact trustOf(RoleArn arn) {
    return new AwsResult.Fact("the trust policy of " + arn, IamCommands.readRole(arn.name()));
  }

  static AwsResult.Fact allOf(AccountId account) {
    return new AwsResult.Fact("the roles of account " + account, IamCommands.readAccount(account));
  }

  /// IAM is asked by the name alone, which is unique in the account. A role that has it with
  /// another path, or in another partition, is not the one.
  Lookup<RoleFacts> role(RoleArn arn) {
    return iam.role(arn.account(), arn.name())
        .lookup(
            trustOf(arn),
            role ->
                arn.toString().equals(role.arn())
                    ? new Lookup.Found<>(facts(arn, role))
                    : new Lookup.Absent<>());
  }

  /// By ARN. The tags are left out: IAM does not list them.
  Lookup<List<RoleFacts>> rolesOf(AccountId account) {
    return iam.roles(account)
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
        .deadline()
        .each(
            accounts.stream().sorted().toList(),
            account -> iam.role(account, name).found().flatMap(role -> RoleArn.parse(role.arn())))
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
