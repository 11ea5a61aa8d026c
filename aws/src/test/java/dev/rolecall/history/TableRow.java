package dev.rolecall.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a record lies in a table, as SQL of Trino.
record TableRow(HistoryTable table, ObjectNode record) {

  /// A statement that creates the table.
  static String create(HistoryTable table) {
    return Stream.concat(table.columns().stream(), table.partitionKeys().stream())
        .map(column -> quoted(column.name()) + " " + sqlType(ColumnType.parse(column.type())))
        .collect(
            Collectors.joining(
                ", ",
                "CREATE TABLE " + table.name().database() + "." + table.name().table() + " (",
                ")"));
  }

  /// A statement that adds the record.
  String insert() {
    return "INSERT INTO "
        + table.name().database()
        + "."
        + table.name().table()
        + " SELECT "
        + Stream.concat(table.columns().stream(), table.partitionKeys().stream())
            .map(column -> value(column))
            .collect(Collectors.joining(", "));
  }

  private boolean isOcsf() {
    return table.columns().stream().anyMatch(column -> column.name().equals("class_uid"));
  }

  private String value(TableColumn column) {
    ColumnType type = ColumnType.parse(column.type());
    return literal(cell(column), type);
  }

  private JsonNode cell(TableColumn column) {
    Instant time = Instant.parse(record.path("eventTime").asText());
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    boolean key = table.partitionKeys().contains(column);
    String text =
        switch (column.name()) {
          case "cloudtrailevent", "raw" -> record.toString();
          case "ingested" -> time.toString();
          case "account", "accountid", "account_id" -> record.path("recipientAccountId").asText();
          case "region" -> record.path("awsRegion").asText();
          case "year" -> String.valueOf(utc.getYear());
          case "month" -> "%02d".formatted(utc.getMonthValue());
          case "day" ->
              table.partitionKeys().size() == 1
                  ? DateTimeFormatter.ISO_LOCAL_DATE.format(utc)
                  : "%02d".formatted(utc.getDayOfMonth());
          case "partition_0" -> "AWSLogs";
          case "partition_1" -> record.path("recipientAccountId").asText();
          case "timestamp", "delivered" ->
              DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).format(utc);
          case "eventday" -> DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).format(utc);
          case "dt", "event_date" ->
              column.type().equals("int")
                  ? DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).format(utc)
                  : DateTimeFormatter.ISO_LOCAL_DATE.format(utc);
          default -> "";
        };
    if (column.name().equals("records")) {
      return JsonNodeFactory.instance.arrayNode().add(record);
    }
    if (key && column.name().equals("aws_region")) {
      return record.path("awsRegion");
    }
    if (!text.isEmpty()) {
      return JsonNodeFactory.instance.textNode(text);
    }
    if (key) {
      throw new IllegalStateException("no value for " + column);
    }
    return isOcsf() ? ocsf().path(column.name()) : find(record, Letters.of(column.name()));
  }

  /// The value whose names, one after the other, have these letters.
  private static JsonNode find(JsonNode value, String letters) {
    if (letters.isEmpty()) {
      return value;
    }
    for (var field : value.properties()) {
      String name = Letters.of(field.getKey());
      if (letters.startsWith(name)) {
        JsonNode found = find(field.getValue(), letters.substring(name.length()));
        if (!found.isMissingNode()) {
          return found;
        }
      }
    }
    return MissingNode.getInstance();
  }

  private static String literal(JsonNode value, ColumnType type) {
    if (value.isMissingNode() || value.isNull()) {
      return "CAST(NULL AS " + sqlType(type) + ")";
    }
    return switch (type) {
      case ColumnType.Scalar scalar -> scalar(value, scalar);
      case ColumnType.Struct struct ->
          struct.fields().stream()
              .map(field -> literal(find(value, Letters.of(field.name())), field.type()))
              .collect(Collectors.joining(", ", "CAST(ROW(", ") AS " + sqlType(type) + ")"));
      case ColumnType.ListOf list -> {
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(literal(item, list.element())));
        yield "CAST(ARRAY[" + String.join(", ", items) + "] AS " + sqlType(type) + ")";
      }
      case ColumnType.MapOf map ->
          "CAST(MAP(ARRAY["
              + value.properties().stream()
                  .map(field -> text(field.getKey()))
                  .collect(Collectors.joining(", "))
              + "], ARRAY["
              + value.properties().stream()
                  .map(field -> literal(field.getValue(), map.value()))
                  .collect(Collectors.joining(", "))
              + "]) AS "
              + sqlType(type)
              + ")";
    };
  }

  private static String scalar(JsonNode value, ColumnType.Scalar type) {
    String written = value.isTextual() ? value.asText() : value.toString();
    if (type.isText()) {
      return text(written);
    }
    if (type.isTime()) {
      String time = written.replace("T", " ").replace("Z", "");
      return "TIMESTAMP '" + time + (type.hasZone() ? " UTC" : "") + "'";
    }
    return type.isDate()
        ? "DATE '" + written + "'"
        : "CAST(" + text(written) + " AS " + type.name() + ")";
  }

  private static String text(String value) {
    return "CAST('" + value.replace("'", "''") + "' AS VARCHAR)";
  }

  private static String quoted(String name) {
    return "\"" + name + "\"";
  }

  private static String sqlType(ColumnType type) {
    return switch (type) {
      case ColumnType.Scalar scalar ->
          switch (scalar.name()) {
            case "string" -> "varchar";
            case "timestamp" -> "timestamp(6)";
            case "timestamp with time zone" -> "timestamp(6) with time zone";
            default -> scalar.name();
          };
      case ColumnType.Struct struct ->
          struct.fields().stream()
              .map(field -> quoted(field.name()) + " " + sqlType(field.type()))
              .collect(Collectors.joining(", ", "ROW(", ")"));
      case ColumnType.ListOf list -> "array(" + sqlType(list.element()) + ")";
      case ColumnType.MapOf map -> "map(" + sqlType(map.key()) + ", " + sqlType(map.value()) + ")";
    };
  }

  /// The record as Amazon Security Lake has it, with the names of both of its schemas.
  private ObjectNode ocsf() {
    JsonNode identity = record.path("userIdentity");
    JsonNode session = identity.path("sessionContext");
    boolean newer = table.columns().stream().anyMatch(column -> column.name().equals("time_dt"));
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    Instant time = Instant.parse(record.path("eventTime").asText());
    event.putObject("metadata").put("version", "1.1.0").set("uid", record.get("eventID"));
    event.put("time", time.toEpochMilli()).put("time_dt", time.toString());
    ObjectNode cloud = event.putObject("cloud");
    cloud.put("provider", "AWS").set("region", record.get("awsRegion"));
    cloud.putObject("account").set("uid", record.get("recipientAccountId"));
    cloud.set("account_uid", record.get("recipientAccountId"));
    ObjectNode api = event.putObject("api");
    api.set("operation", record.get("eventName"));
    api.putObject("service").set("name", record.get("eventSource"));
    ObjectNode request = api.putObject("request");
    request.set("uid", record.get("requestID"));
    request.set("data", record.get("requestParameters"));
    ObjectNode response = api.putObject("response");
    response.set("error", record.get("errorCode"));
    response.set("message", record.get("errorMessage"));
    response.set("data", record.get("responseElements"));
    ObjectNode actor = event.putObject("actor");
    ObjectNode user = actor.putObject("user");
    user.set("type", identity.get("type"));
    user.set("name", identity.get("userName"));
    user.set("uid", identity.get(newer ? "arn" : "principalId"));
    user.set("uuid", identity.get("arn"));
    user.set("uid_alt", identity.get("principalId"));
    user.set("credential_uid", identity.get("accessKeyId"));
    user.putObject("account").set("uid", identity.get("accountId"));
    user.set("account_uid", identity.get("accountId"));
    ObjectNode inSession = actor.putObject("session");
    inSession.set("issuer", session.at("/sessionIssuer/arn"));
    inSession.set("is_mfa", session.at("/attributes/mfaAuthenticated"));
    inSession.set("mfa", session.at("/attributes/mfaAuthenticated"));
    inSession.set("created_time_dt", session.at("/attributes/creationDate"));
    actor.set("invoked_by", identity.get("invokedBy"));
    actor.putObject("idp").set("name", identity.get("identityProvider"));
    event.putObject("http_request").set("user_agent", record.get("userAgent"));
    event.putObject("src_endpoint").set("ip", record.get("sourceIPAddress"));
    event.put("class_name", "API Activity").put("class_uid", 6003);
    ObjectNode unmapped = event.putObject("unmapped");
    unmapped.set("recipientAccountId", record.get("recipientAccountId"));
    unmapped.set("sharedEventID", record.get("sharedEventID"));
    record
        .path("requestParameters")
        .properties()
        .forEach(field -> unmapped.set("requestParameters." + field.getKey(), field.getValue()));
    return event;
  }
}
