package dev.rolecall.explanation.render.json;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.ConsoleLinks;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.util.Optional;

/// The denied call, as JSON.
record DenialJson(Explanation explanation) {

  JsonObject json() {
    Denial denial = explanation.denial();
    JsonObject json =
        new JsonObject()
            .put("eventId", denial.eventId())
            .put("time", denial.time())
            .put("region", denial.region())
            .put("recordedIn", denial.recordedIn())
            .put("action", denial.call().action())
            .put("deniedAction", denial.deniedAction())
            .put("caller", caller(denial.caller()))
            .put("role", role(denial.target()))
            .put("awsMessage", denial.awsMessage())
            .put("userAgent", denial.userAgent())
            .put("sourceIp", denial.sourceIp());
    denial.report().ifPresent(report -> json.put("reportedBy", reportedBy(denial, report)));
    return denial.authorizationId().isEmpty()
        ? json
        : json.put("authorizationId", denial.authorizationId())
            .put("consoleLink", ConsoleLinks.evaluationPage(denial));
  }

  /// The call to a service that failed because the service could not assume the role.
  private static JsonObject reportedBy(Denial denial, ServiceReport report) {
    return new JsonObject()
        .put("operation", report.operation())
        .put("errorCode", denial.errorCode())
        .put("requester", report.requester())
        .put("principalInferred", report.inferred())
        .put("rolePathUnknown", report.roleByName());
  }

  private EntityNames names() {
    return new EntityNames(explanation);
  }

  /// A text that is not the ARN of a role is given as it is, unless it may be cut off.
  private Optional<JsonObject> role(TargetRole target) {
    return switch (target) {
      case TargetRole.Known(RoleArn role) -> Optional.of(role(role));
      case TargetRole.Unreadable(String text, TargetRole.Unreadable.Source source) ->
          source == TargetRole.Unreadable.Source.CUT_SENTENCE
              ? Optional.empty()
              : Optional.of(
                  new JsonObject()
                      .put("arn", text)
                      .put("account", Optional.empty())
                      .put("accountName", Optional.empty())
                      .put("name", Optional.empty()));
      case TargetRole.NotRecorded _ -> Optional.empty();
    };
  }

  private JsonObject role(RoleArn role) {
    return new JsonObject()
        .put("arn", role)
        .put("account", role.account())
        .put("accountName", names().accountName(Optional.of(role.account())))
        .put("name", role.name());
  }

  private JsonObject caller(Caller caller) {
    return new JsonObject()
        .put("type", type(caller))
        .put("arn", arn(caller))
        .put("principalArn", explanation.callerPrincipal())
        .put("account", caller.account())
        .put("accountName", names().accountName(caller.account()))
        .put("subject", subject(caller))
        .put("provider", caller.provider());
  }

  /// `userIdentity.type` of the record.
  private static String type(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession _ -> "AssumedRole";
      case Caller.IamUser _ -> "IAMUser";
      case Caller.Root _ -> "Root";
      case Caller.WebIdentity _ -> "WebIdentityUser";
      case Caller.Saml _ -> "SAMLUser";
      case Caller.AwsService _ -> "AWSService";
      case Caller.Unidentified other -> other.type();
    };
  }

  private Optional<String> arn(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession _, Caller.IamUser _, Caller.Root _ -> Optional.of(names().callerId());
      case Caller.Unidentified other ->
          Optional.of(other.text()).filter(text -> text.startsWith("arn:"));
      case Caller.WebIdentity _, Caller.Saml _, Caller.AwsService _ -> Optional.empty();
    };
  }

  /// Who it is, for callers without an ARN.
  private Optional<String> subject(Caller caller) {
    return switch (caller) {
      case Caller.WebIdentity _, Caller.Saml _, Caller.AwsService _ ->
          Optional.of(names().callerId());
      case Caller.Unidentified other -> Optional.of(other.text());
      case Caller.RoleSession _, Caller.IamUser _, Caller.Root _ -> Optional.empty();
    };
  }
}
