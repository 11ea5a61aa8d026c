package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.term.EntityNames;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/// The refused call, as JSON.
record DenialJson(JsonFields fields, Explanation explanation) {

  void write() throws IOException {
    JsonGenerator json = fields.json();
    Denial denial = explanation.denial();
    json.writeObjectFieldStart("denial");
    fields.text("eventId", denial.eventId());
    fields.text("time", denial.time());
    fields.text("region", denial.region());
    fields.text("recordedIn", denial.recordedIn());
    fields.text("action", denial.call().action());
    fields.text("deniedAction", denial.deniedAction());
    caller(denial.caller());
    role(denial.target().arn());
    fields.text("awsMessage", denial.awsMessage());
    fields.text("userAgent", denial.userAgent());
    fields.text("sourceIp", denial.sourceIp());
    if (denial.authorizationId().isPresent()) {
      fields.text("authorizationId", denial.authorizationId());
      fields.text("consoleLink", consoleLink(denial));
    }
    json.writeEndObject();
  }

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]{2,10}){1,3}-[0-9]{1,2}");

  /// Built from region and id: an address in a message comes from strangers.
  private static Optional<String> consoleLink(Denial denial) {
    return denial
        .region()
        .filter(REGION.asMatchPredicate())
        .flatMap(
            region ->
                denial
                    .authorizationId()
                    .map(
                        id ->
                            "https://%s.%s/iam/home?region=%s#/authorization-details/%s"
                                .formatted(region, host(region), region, id)));
  }

  private static String host(String region) {
    if (region.startsWith("cn-")) {
      return "console.amazonaws.cn";
    }
    return region.startsWith("us-gov-") ? "console.amazonaws-us-gov.com" : "console.aws.amazon.com";
  }

  private EntityNames names() {
    return new EntityNames(explanation);
  }

  private void role(Optional<RoleArn> role) throws IOException {
    if (role.isEmpty()) {
      fields.json().writeNullField("role");
      return;
    }
    fields.json().writeObjectFieldStart("role");
    fields.text("arn", role.get().toString());
    fields.text("account", role.get().account().value());
    fields.text("accountName", names().accountName(Optional.of(role.get().account())));
    fields.text("name", role.get().name());
    fields.json().writeEndObject();
  }

  private void caller(Caller caller) throws IOException {
    fields.json().writeObjectFieldStart("caller");
    fields.text("type", type(caller));
    fields.text("arn", arn(caller));
    fields.text("principalArn", explanation.callerPrincipal());
    fields.text("account", caller.account());
    fields.text("accountName", names().accountName(caller.account()));
    fields.text("subject", subject(caller));
    fields.text("provider", provider(caller));
    fields.json().writeEndObject();
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
      case Caller.RoleSession _, Caller.IamUser _, Caller.Root _ ->
          Optional.of(new EntityNames(explanation).callerId());
      case Caller.Unidentified other ->
          Optional.of(other.text()).filter(text -> text.startsWith("arn:"));
      case Caller.WebIdentity _, Caller.Saml _, Caller.AwsService _ -> Optional.empty();
    };
  }

  /// Who it is, for callers without an ARN.
  private static Optional<String> subject(Caller caller) {
    return switch (caller) {
      case Caller.WebIdentity identity -> Optional.of(identity.subject());
      case Caller.Saml saml -> Optional.of(saml.subject());
      case Caller.AwsService service -> Optional.of(service.principal());
      case Caller.Unidentified other -> Optional.of(other.text());
      case Caller.RoleSession _, Caller.IamUser _, Caller.Root _ -> Optional.empty();
    };
  }

  private static Optional<String> provider(Caller caller) {
    return switch (caller) {
      case Caller.WebIdentity identity -> identity.provider();
      case Caller.Saml saml -> saml.provider();
      case Caller.RoleSession _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          Optional.empty();
    };
  }
}
