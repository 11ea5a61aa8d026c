package dev.rolecall.iam.evaluation;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RequestContext;

/// What is judged: may `caller` do `action` on `resource` in this `context`?
///
/// @param action `sts:AssumeRole`
/// @param resource the ARN of the role
/// @param sameAccount whether the caller belongs to the role's account
public record AccessRequest(
    String action, String resource, Caller caller, RequestContext context, boolean sameAccount) {

  /// The same request for another action.
  public AccessRequest withAction(String other) {
    return new AccessRequest(other, resource, caller, context, sameAccount);
  }

  /// The same request in another context.
  AccessRequest with(RequestContext other) {
    return new AccessRequest(action, resource, caller, other, sameAccount);
  }
}
