package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;

/// The condition keys of a refused call, as far as its record tells. [Global condition context
/// keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
public final class ContextReading {

  private ContextReading() {}

  public static RequestContext of(RecordedCall recorded) {
    RequestContext.Builder context = RequestContext.builder(OtherKeys.of(recorded));
    ConnectionKeys.put(context, recorded.connection());
    NetworkKeys.put(context, recorded);
    PrincipalKeys.put(context, recorded);
    CredentialKeys.put(context, recorded);
    RequestKeys.put(context, recorded);
    switch (recorded.caller()) {
      case Caller.WebIdentity caller -> OidcKeys.of(caller).put(context);
      case Caller.Saml caller -> SamlKeys.put(context, recorded, caller);
      case Caller.RoleSession _ ->
          recorded
              .identity()
              .session()
              .ec2RoleDelivery()
              .ifPresent(how -> context.put("ec2:RoleDelivery", KeyState.present(how)));
      case Caller.IamUser _, Caller.Root _, Caller.AwsService _, Caller.Unidentified _ -> {}
    }
    return context.build();
  }
}
