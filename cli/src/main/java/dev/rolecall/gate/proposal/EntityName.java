package dev.rolecall.gate.proposal;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.Federated;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Unidentified;
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

  public static EntityName of(RoleArn role) {
    return new EntityName(role.account(), Type.ROLE, role.name());
  }

  public static EntityName of(UserArn user) {
    return new EntityName(user.account(), Type.USER, user.name());
  }

  /// The principal behind `caller`; none when it is neither a user nor a role.
  public static Optional<EntityName> of(Caller caller) {
    return switch (caller) {
      case RoleSession session ->
          Optional.of(new EntityName(session.arn().account(), Type.ROLE, session.arn().roleName()));
      case IamUser user -> Optional.of(of(user.arn()));
      case Root _, Federated _, AwsService _, Unidentified _ -> Optional.empty();
    };
  }

  /// Whether it is the caller of `call`.
  public boolean makes(Denial call) {
    return of(call.caller()).filter(this::equals).isPresent();
  }
}
