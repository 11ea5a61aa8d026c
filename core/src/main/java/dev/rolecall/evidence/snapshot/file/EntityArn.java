package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import java.util.List;
import java.util.Optional;

/// The ARN of an IAM entity of any type, as far as a snapshot needs it.
///
/// @param account empty for AWS managed policies
/// @param type `role`, `user`, `group`, `policy`
/// @param name without the path
public record EntityArn(Optional<AccountId> account, String type, String name) {

  public static Optional<EntityArn> parse(String text) {
    List<String> parts = List.of(text.split(":", 6));
    if (parts.size() != 6 || !parts.get(0).equals("arn") || !parts.get(2).equals("iam")) {
      return Optional.empty();
    }
    Optional<AccountId> account = AccountId.parse(parts.get(4));
    String resource = parts.get(5);
    int slash = resource.indexOf('/');
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    return slash < 0 || name.isEmpty() || (account.isEmpty() && !parts.get(4).equals("aws"))
        ? Optional.empty()
        : Optional.of(new EntityArn(account, resource.substring(0, slash), name));
  }
}
