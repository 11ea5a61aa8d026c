package dev.rolecall.infra;

import java.util.Objects;
import software.constructs.Construct;

/// The CloudFormation resource under a construct, for what the construct does not offer.
final class CfnAccess {

  private CfnAccess() {}

  /// @param type the resource's type, which the construct always makes
  static <T> T of(Construct construct, Class<T> type) {
    return type.cast(Objects.requireNonNull(construct.getNode().getDefaultChild()));
  }
}
