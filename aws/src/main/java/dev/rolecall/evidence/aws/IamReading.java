package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/// Asks IAM of one account, no more often than others who work there can bear.
record IamReading(AwsReader awsReader, AccountId account) {

  /// @param action without its service: `GetRole`
  /// @param on what it is about: `role deploy`
  <T> AwsResult<T> ask(String action, String on, Function<IamClient, T> call) {
    return awsReader.ask(
        new AwsRequestKey(account, "iam:" + action, on),
        AwsClients::iam,
        iam -> {
          awsReader.awaitIam(account);
          return call.apply(iam);
        });
  }

  AwsResult<Role> role(String name) {
    return ask(
        "GetRole",
        "role " + name,
        iam -> whole(iam.getRole(r -> r.roleName(name)).role(), Role::arn));
  }

  /// An answer without an ARN, or of a policy without a version in force, is none that can be
  /// relied on.
  ///
  /// @param part what must be there
  /// @throws NullPointerException when it is not
  static <T> T whole(T answer, Function<T, @Nullable String> part) {
    Objects.requireNonNull(part.apply(answer));
    return answer;
  }
}
