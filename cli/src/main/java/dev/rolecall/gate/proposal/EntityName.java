package dev.rolecall.gate.proposal;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import java.util.Optional;

/// A user or role of an account; its name is unique there, whatever its path.
public record EntityName(AccountId account, Type type, String name) {

  public enum Type {
    ROLE,
    USER
  }

  /// The principal behind `caller`; none when it is neither a user nor a role.
  public static Optional<EntityName> of(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session ->
          Optional.of(new EntityName(session.arn().account(), Type.ROLE, session.arn().roleName()));
      case Caller.IamUser user ->
          Optional.of(new EntityName(user.arn().account(), Type.USER, user.arn().name()));
      case Caller.Root _, Caller.Federated _, Caller.AwsService _, Caller.Unidentified _ ->
          Optional.empty();
    };
  }

  /// The principal of an ARN; none when it is neither a user's nor a role's.
  public static Optional<EntityName> ofArn(String arn) {
    return RoleArn.parse(arn)
        .map(role -> new EntityName(role.account(), Type.ROLE, role.name()))
        .or(
            () ->
                UserArn.parse(arn)
                    .map(user -> new EntityName(user.account(), Type.USER, user.name())));
  }

  /// Whether it makes this call.
  public boolean makes(Denial call) {
    return of(call.caller()).filter(this::equals).isPresent();
  }
}
