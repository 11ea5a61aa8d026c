package dev.rolecall.cloudtrail.failure;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import java.util.Optional;

/// A service that could not assume a role, as an error message or a record of its own tells of it.
///
/// @param call which call it made, or whoever called for it
/// @param caller the service principal, or the ARN of the role that acts for it; empty when the
///   service is not known
/// @param role the ARN of the role
/// @param externalId what the service sent as external ID, where it shows
public record ServiceFailure(
    AssumeCall call,
    Optional<String> caller,
    Optional<String> role,
    Optional<String> externalId,
    ServiceReport report) {

  /// The provider of the tokens that Amazon Cognito issues for its identity pools.
  public static final String COGNITO = "cognito-identity.amazonaws.com";

  /// The same with the ARN of the role from elsewhere, where the service gives none, or only the
  /// name of this role.
  public ServiceFailure given(Optional<String> arn) {
    Optional<RoleArn> own = role.flatMap(RoleArn::parse).filter(_ -> report.roleByName());
    boolean isSame =
        arn.flatMap(RoleArn::parse).flatMap(it -> own.filter(it::isNamesake)).isPresent();
    return isSame
        ? new ServiceFailure(call, caller, arn, externalId, report.withRole())
        : asking(role.or(() -> arn));
  }

  /// The same for this role.
  public ServiceFailure asking(Optional<String> arn) {
    return new ServiceFailure(call, caller, arn, externalId, report);
  }
}
