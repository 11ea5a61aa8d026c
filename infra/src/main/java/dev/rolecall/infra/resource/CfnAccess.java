package dev.rolecall.infra.resource;

import java.util.Objects;
import software.constructs.Construct;

/// The CloudFormation resource under a construct, for what the construct does not offer.
public final class CfnAccess {

  private CfnAccess() {}

  /// The CloudFormation resource under `construct`.
  ///
  /// @param type the resource's type, which the construct always makes
  public static <T> T of(Construct construct, Class<T> type) {
    return type.cast(Objects.requireNonNull(construct.getNode().getDefaultChild()));
  }
}
