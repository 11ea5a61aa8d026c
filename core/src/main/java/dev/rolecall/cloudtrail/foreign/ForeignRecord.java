package dev.rolecall.cloudtrail.foreign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.json.JsonValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A record that another system took apart, put together again as CloudTrail writes it: rows of
/// Athena and CloudTrail Lake, of CloudWatch Logs Insights and Microsoft Sentinel, events of OCSF
/// and of Elastic's common schema, flat fields of Splunk.
///
/// Such systems leave things out. That a field is missing says nothing then, and the record says so
/// by its field [#PARTIAL].
public final class ForeignRecord {

  /// `true` in a record that may lack what CloudTrail recorded.
  public static final String PARTIAL = "rolecallPartial";

  private static final JsonFactory JSON = new JsonFactory();

  /// What calls that change something name.
  private static final List<String> PARAMETERS =
      List.of(
          "roleName",
          "userName",
          "newUserName",
          "groupName",
          "policyArn",
          "policyName",
          "policyId",
          "policyType",
          "versionId",
          "permissionsBoundary",
          "openIDConnectProviderArn",
          "sAMLProviderArn",
          "url",
          "name",
          "clientID",
          "accountId",
          "targetId",
          "destinationParentId");

  private static final String ISSUER = "sessioncontextsessionissuer";
  private static final String ATTRIBUTES = "sessioncontextattributes";

  /// Where calls have the role: those that assume it, and those to services that are to use it.
  private static final String[] ROLE_FIELDS = {
    "requestparametersrolearn",
    "apirequestdatarolearn",
    "requestparametersrole",
    "requestparametersservicerole",
    "requestparametersservicerolearn",
    "requestparametersexecutionrolearn",
    "requestparameterstargetrolearn",
    "requestparameterspodexecutionrolearn",
    "requestparameterspipelinerolearn",
    "requestparametersagentresourcerolearn",
    "requestparametersbackupselectioniamrolearn",
    "requestparameterstaskrolearn",
    "requestparameterscustomrolearn"
  };

  private final ForeignFields fields;

  /// The names of what calls that change something name, in `requestParameters`.
  public static List<String> parameters() {
    return PARAMETERS;
  }

  private ForeignRecord(ForeignFields fields) {
    this.fields = fields;
  }

  /// The record in `value`, as JSON; empty when no call is named there.
  public static Optional<String> of(JsonValue value) {
    ForeignFields fields = new ForeignFields();
    fields.add(value);
    return new ForeignRecord(fields).json();
  }

  /// The record in a row of a table.
  public static Optional<String> of(List<String> names, List<String> cells) {
    ForeignFields fields = new ForeignFields();
    for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
      fields.add(names.get(i), cells.get(i));
    }
    return new ForeignRecord(fields).json();
  }

  private Optional<String> json() {
    Optional<String> event = find("eventname", "eventaction", "apioperation");
    boolean alone =
        Stream.of(errorCode(), time(), find("eventid"), find("eventsource", "eventprovider"))
            .allMatch(Optional::isEmpty);
    if (event.isEmpty() || alone) {
      return Optional.empty();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField(PARTIAL, true);
      put(json, "eventName", event);
      put(json, "eventSource", find("eventsource", "eventprovider", "apiservicename"));
      put(json, "eventID", find("eventid", "awseventid", "metadatauid"));
      put(json, "sharedEventID", find("sharedeventid"));
      put(json, "eventTime", time());
      put(json, "awsRegion", find("awsregion", "cloudregion", "region"));
      put(json, "errorCode", errorCode());
      put(json, "errorMessage", message());
      put(json, "requestID", find("requestid", "awsrequestid", "apirequestuid"));
      put(
          json,
          "sourceIPAddress",
          find(
              "sourceipaddress",
              "srcendpointip",
              "srcendpointdomain",
              "sourceaddress",
              "sourceip"));
      put(json, "userAgent", find("httprequestuseragent", "useragentoriginal", "useragent"));
      put(json, "vpcEndpointId", find("vpcendpointid"));
      put(json, "recipientAccountId", find("recipientaccountid"));
      identity(json);
      role(json);
      if (event.filter(name -> name.startsWith("Assume")).isEmpty()) {
        parameters(json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(text.toString());
  }

  private Optional<String> find(String... names) {
    return fields.find(List.of(names));
  }

  private Optional<String> message() {
    return find("errormessage", "apiresponseerrormessage", "apiresponsemessage");
  }

  private Optional<String> errorCode() {
    return find("errorcode", "apiresponseerror")
        .or(
            () ->
                message()
                    .filter(text -> text.contains("not authorized to perform"))
                    .map(_ -> "AccessDenied"));
  }

  /// Times are written in ISO 8601, with a blank in it, or counted from 1970.
  private Optional<String> time() {
    return find("eventtime", "timedt", "timegenerated", "time", "timestamp")
        .flatMap(ForeignRecord::instant);
  }

  private static Optional<String> instant(String text) {
    try {
      if (text.matches("\\d{9,13}(\\.\\d+)?")) {
        long number = Long.parseLong(text.replaceFirst("\\..*", ""));
        return Optional.of(
            (number < 100_000_000_000L
                    ? Instant.ofEpochSecond(number)
                    : Instant.ofEpochMilli(number))
                .toString());
      }
      String iso = text.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) (\\d)", "$1T$2");
      String zoned = iso.replaceFirst(" ?UTC$", "Z");
      return Optional.of(
          Instant.parse(zoned.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") ? zoned : zoned + "Z")
              .toString());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private void identity(JsonGenerator json) throws IOException {
    // OCSF has the ARN in `uuid` in its first version, and in `uid` since
    Optional<String> uid = find("actoruseruid");
    Optional<String> arn =
        find("useridentityarn")
            .or(() -> uid.filter(ForeignRecord::isArn))
            .or(() -> find("actoruseruuid"));
    json.writeObjectFieldStart("userIdentity");
    put(
        json,
        "type",
        find("useridentitytype", "actorusertype").or(() -> arn.flatMap(ForeignRecord::type)));
    put(json, "arn", arn.filter(ForeignRecord::isArn));
    put(
        json,
        "principalId",
        find("useridentityprincipalid", "actoruseruidalt")
            .or(() -> uid.filter(text -> !isArn(text))));
    put(json, "accountId", find("useridentityaccountid", "actoruseraccountuid"));
    put(
        json,
        "accessKeyId",
        find("useridentityaccesskeyid", "actorusercredentialuid", "awsaccesskey"));
    put(json, "userName", find("useridentityusername", "actorusername"));
    put(json, "identityProvider", find("useridentityidentityprovider", "actoridpname"));
    put(json, "invokedBy", find("useridentityinvokedby", "actorinvokedby"));
    json.writeObjectFieldStart("sessionContext");
    put(json, "sourceIdentity", find("sessioncontextsourceidentity"));
    put(json, "ec2RoleDelivery", find("sessioncontextec2roledelivery"));
    json.writeObjectFieldStart("sessionIssuer");
    put(json, "arn", find(ISSUER + "arn", "sessionissuerarn", "actorsessionissuer"));
    put(json, "principalId", find(ISSUER + "principalid", "sessionissuerprincipalid"));
    json.writeEndObject();
    json.writeObjectFieldStart("attributes");
    put(
        json,
        "creationDate",
        find(ATTRIBUTES + "creationdate", "sessioncreationdate", "actorsessioncreatedtime")
            .flatMap(ForeignRecord::instant));
    put(
        json,
        "mfaAuthenticated",
        find(ATTRIBUTES + "mfaauthenticated", "sessionmfaauthenticated", "actorsessionismfa")
            .filter(text -> text.equals("true") || text.equals("false")));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static boolean isArn(String text) {
    return text.startsWith("arn:");
  }

  private static Optional<String> type(String arn) {
    if (RoleSessionArn.parse(arn).isPresent()) {
      return Optional.of("AssumedRole");
    }
    return UserArn.parse(arn).isPresent()
        ? Optional.of("IAMUser")
        : Caller.Root.parse(arn).map(_ -> "Root");
  }

  /// The role that was asked for. The other parameters are left out: which were sent is not known.
  private void role(JsonGenerator json) throws IOException {
    Optional<String> role = find(ROLE_FIELDS);
    if (role.isPresent()) {
      json.writeArrayFieldStart("resources");
      json.writeStartObject();
      put(json, "type", Optional.of("AWS::IAM::Role"));
      put(json, "ARN", role);
      json.writeEndObject();
      json.writeEndArray();
    }
  }

  /// What another call was made about.
  private void parameters(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("requestParameters");
    for (String name : PARAMETERS) {
      put(json, name, parameter("requestparameters", "apirequestdata", name));
    }
    Optional<String> inForce = parameter("requestparameters", "apirequestdata", "setAsDefault");
    if (inForce.isPresent()) {
      json.writeBooleanField("setAsDefault", !inForce.get().equals("false"));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("responseElements");
    for (String name : List.of("openIDConnectProviderArn", "sAMLProviderArn")) {
      put(json, name, parameter("responseelements", "apiresponsedata", name));
    }
    json.writeEndObject();
  }

  private Optional<String> parameter(String parent, String other, String name) {
    String letters = name.toLowerCase(Locale.ROOT);
    return find(parent + letters, other + letters);
  }

  private static void put(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
