package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/// The questions to IAM. Lists are read to their last page.
final class IamReading {

  private static final int PAGE = 1000;

  private final AwsReader awsReader;

  IamReading(AwsReader awsReader) {
    this.awsReader = awsReader;
  }

  private <T> AwsResult<T> ask(
      AccountId account, String action, String on, Function<IamClient, T> call) {
    return awsReader.ask(
        new AwsRequestKey(account, "iam:" + action, on),
        AwsClients::iam,
        iam -> {
          awsReader.awaitIam(account);
          return call.apply(iam);
        });
  }

  AwsResult<Role> role(AccountId account, String name) {
    return ask(
        account,
        "GetRole",
        "role " + name,
        iam -> whole(iam.getRole(r -> r.roleName(name)).role(), Role::arn));
  }

  AwsResult<User> user(AccountId account, String name) {
    return ask(
        account,
        "GetUser",
        "user " + name,
        iam -> whole(iam.getUser(u -> u.userName(name)).user(), User::arn));
  }

  AwsResult<List<Role>> roles(AccountId account) {
    return ask(
        account,
        "ListRoles",
        "",
        iam -> iam.listRolesPaginator(r -> r.maxItems(PAGE)).roles().stream().toList());
  }

  AwsResult<List<String>> groupsOf(AccountId account, String user) {
    return ask(
        account,
        "ListGroupsForUser",
        "user " + user,
        iam ->
            iam.listGroupsForUserPaginator(r -> r.userName(user)).groups().stream()
                .map(Group::groupName)
                .toList());
  }

  /// The names of the inline policies.
  AwsResult<List<String>> inline(AccountId account, IamEntityType type, String name) {
    return ask(
        account,
        "List" + type.title() + "Policies",
        type.word() + " " + name,
        iam -> type.inline(iam, name));
  }

  /// The ARNs of the managed policies.
  AwsResult<List<String>> attached(AccountId account, IamEntityType type, String name) {
    return ask(
        account,
        "ListAttached" + type.title() + "Policies",
        type.word() + " " + name,
        iam -> type.attached(iam, name));
  }

  AwsResult<LazyPolicyDocument> inlineDocument(
      AccountId account, IamEntityType type, String name, String policy) {
    return ask(
        account,
        "Get" + type.title() + "Policy",
        "policy " + policy + " of " + type.word() + " " + name,
        iam -> new LazyPolicyDocument(type.document(iam, name, policy)));
  }

  /// The version of a managed policy that is in force.
  AwsResult<LazyPolicyDocument> managed(AccountId account, String arn) {
    return ask(
            account,
            "GetPolicy",
            "policy " + arn,
            iam -> iam.getPolicy(p -> p.policyArn(arn)).policy().defaultVersionId())
        .then(version -> managed(account, arn, version));
  }

  private AwsResult<LazyPolicyDocument> managed(AccountId account, String arn, String version) {
    return ask(
        account,
        "GetPolicyVersion",
        "version " + version + " of policy " + arn,
        iam -> {
          PolicyVersion read =
              iam.getPolicyVersion(p -> p.policyArn(arn).versionId(version)).policyVersion();
          return new LazyPolicyDocument(read.document(), Optional.ofNullable(read.createDate()));
        });
  }

  /// An answer without an ARN is none that can be relied on.
  ///
  /// @throws NullPointerException when it has none
  private static <T> T whole(T answer, Function<T, @Nullable String> arn) {
    Objects.requireNonNull(arn.apply(answer));
    return answer;
  }
}
