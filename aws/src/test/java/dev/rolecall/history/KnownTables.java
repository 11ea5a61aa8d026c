package dev.rolecall.history;

import dev.rolecall.history.wording.TableDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tables as they are found, by what `GetTableMetadata` says of them.
enum KnownTables {
  /// As AWS documents it, with partitions that people add.
  DOCUMENTED(
      documented(),
      List.of(
          column("account", "string"),
          column("region", "string"),
          column("year", "string"),
          column("month", "string"),
          column("day", "string")),
      cloudTrailFiles()),
  /// As AWS documents it, with partition projection for one account and Region.
  DOCUMENTED_PROJECTED(
      documented(),
      List.of(column("timestamp", "string")),
      with(
          cloudTrailFiles(),
          Map.of(
              "projection.enabled",
              "true",
              "projection.timestamp.type",
              "date",
              "projection.timestamp.format",
              "yyyy/MM/dd",
              "projection.timestamp.range",
              "2020/01/01,NOW"))),
  /// Rolecall's own.
  ORGANIZATION(TableDefinitions.ofOrganization("cloudtrail")),
  ACCOUNT(TableDefinitions.ofAccount("cloudtrail")),
  UNPARTITIONED(TableDefinitions.unpartitioned("cloudtrail")),
  /// Integers as partitions, and the older SerDe.
  NUMBERED(
      own(),
      List.of(column("year", "int"), column("month", "int"), column("day", "int")),
      Map.of("serde.serialization.lib", "com.amazon.emr.hive.serde.CloudTrailSerde")),
  /// Days as numbers, in columns that people made.
  NUMBERED_DAYS(own(), List.of(column("account_id", "bigint"), column("dt", "int")), Map.of()),
  /// A date of another name, of CloudTrail's folders.
  PROJECTED_BY_OTHER_NAME(
      own(),
      List.of(
          column("account_id", "string"),
          column("aws_region", "string"),
          column("delivered", "string")),
      with(
          cloudTrailFiles(),
          Map.of(
              "projection.enabled",
              "true",
              "projection.delivered.type",
              "date",
              "projection.delivered.format",
              "yyyy/MM/dd"))),
  /// As a crawler of AWS Glue describes CloudTrail's files.
  CRAWLED(
      List.of(column("records", "array<struct<" + crawled() + ">>")),
      List.of(column("partition_0", "string"), column("partition_1", "string")),
      Map.of("classification", "json", "CrawlerSchemaSerializerVersion", "1.0")),
  SECURITY_LAKE_1(
      ocsf1(),
      List.of(
          column("region", "string"), column("accountid", "string"), column("eventday", "string")),
      Map.of("classification", "parquet")),
  SECURITY_LAKE_2(ocsf2(), List.of(), Map.of("table_type", "ICEBERG")),
  /// Structs in Parquet, with times as times.
  STRUCTS(structs(), List.of(column("dt", "string")), Map.of("classification", "parquet")),
  /// A table of Iceberg, with a time zone.
  ICEBERG(iceberg(), List.of(), Map.of("table_type", "ICEBERG")),
  FLAT(flat(), List.of(column("event_date", "date")), Map.of("classification", "parquet")),
  /// As CloudTrail Lake's event data stores are federated: maps of texts.
  MAPS(maps(), List.of(), Map.of()),
  /// One column with the record.
  JSON(
      List.of(column("cloudtrailevent", "string"), column("ingested", "timestamp")),
      List.of(column("day", "string")),
      Map.of()),
  /// Columns to search, and the record.
  JSON_BESIDE(
      List.of(
          column("event_id", "string"),
          column("event_time", "timestamp"),
          column("event_source", "string"),
          column("event_name", "string"),
          column("error_code", "string"),
          column("error_message", "string"),
          column("user_identity", "string"),
          column("raw", "string")),
      List.of(),
      Map.of());

  @SuppressWarnings("ImmutableEnumChecker") // it is never changed
  private final HistoryTable table;

  @SuppressWarnings("ImmutableEnumChecker") // it is never changed
  private final HistoryTable described;

  KnownTables(String definition) {
    this(
        columns(definition, "(?s)CREATE EXTERNAL TABLE \\w+ \\((.*?)\\)\\s+(?:PARTITIONED|ROW)"),
        columns(definition, "PARTITIONED BY \\((.*?)\\)"),
        properties(definition));
  }

  KnownTables(
      List<TableColumn> columns, List<TableColumn> partitionKeys, Map<String, String> parameters) {
    this.described =
        new HistoryTable(
            new TableName(TableName.GLUE, "logs", name().toLowerCase(java.util.Locale.ROOT)),
            columns,
            partitionKeys,
            parameters,
            java.util.Optional.empty());
    this.table =
        HistoryTable.of(
            new TableName(TableName.GLUE, "logs", name().toLowerCase(java.util.Locale.ROOT)),
            columns,
            partitionKeys,
            parameters);
  }

  HistoryTable table() {
    return table;
  }

  /// The table with the columns that it has.
  HistoryTable described() {
    return described;
  }

  /// Whether a query skips other Regions, and with them evidence.
  boolean hasRegions() {
    return table.partitionKeys().stream().anyMatch(key -> key.name().endsWith("region"))
        || this == SECURITY_LAKE_2;
  }

  /// The columns between the brackets that a pattern finds.
  private static List<TableColumn> columns(String definition, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(definition);
    if (!matcher.find()) {
      return List.of();
    }
    List<TableColumn> columns = new ArrayList<>();
    int depth = 0;
    StringBuilder part = new StringBuilder();
    for (char c : (matcher.group(1) + ",").toCharArray()) {
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == ',' && depth == 0) {
        String[] both = part.toString().strip().replace("`", "").split("\\s+", 2);
        columns.add(
            column(both[0], both[1].replaceAll("\\s", "").toLowerCase(java.util.Locale.ROOT)));
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    return columns;
  }

  private static Map<String, String> properties(String definition) {
    Map<String, String> properties = new java.util.TreeMap<>(cloudTrailFiles());
    Matcher property = Pattern.compile("'([\\w.]+)' = '([^']*)'").matcher(definition);
    while (property.find()) {
      properties.put(property.group(1), property.group(2));
    }
    return properties;
  }

  private static Map<String, String> cloudTrailFiles() {
    return Map.of(
        "EXTERNAL",
        "TRUE",
        "inputformat",
        "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
        "serde.serialization.lib",
        "org.apache.hive.hcatalog.data.JsonSerDe");
  }

  private static Map<String, String> with(Map<String, String> one, Map<String, String> other) {
    Map<String, String> both = new java.util.TreeMap<>(one);
    both.putAll(other);
    return both;
  }

  private static TableColumn column(String name, String type) {
    return new TableColumn(name, type);
  }

  private static List<TableColumn> own() {
    return columns(
        TableDefinitions.unpartitioned("cloudtrail"),
        "(?s)CREATE EXTERNAL TABLE \\w+ \\((.*?)\\)\\s+ROW");
  }

  private static List<TableColumn> documented() {
    return own().stream()
        .map(
            column ->
                column(
                    column.name(),
                    column
                        .type()
                        .replace("identityprovider:string,", "")
                        .replace("sourceidentity:string,", "")))
        .toList();
  }

  /// Fields of a record with objects in place of JSON, in lower case.
  private static String crawled() {
    return own().stream()
        .map(
            column ->
                column.name()
                    + ":"
                    + switch (column.name()) {
                      case "requestparameters" ->
                          "struct<rolearn:string,rolesessionname:string,externalid:string,"
                              + "durationseconds:int,principalarn:string,username:string,"
                              + "role:string,rolename:string,policyarn:string,policyname:string,"
                              + "policydocument:string,targetid:string,policyid:string>";
                      case "responseelements" ->
                          "struct<credentials:struct<accesskeyid:string,sessiontoken:string,"
                              + "secretaccesskey:string>,"
                              + "assumedroleuser:struct<assumedroleid:string,arn:string>>";
                      default -> column.type();
                    })
        .collect(java.util.stream.Collectors.joining(","));
  }

  private static List<TableColumn> structs() {
    return own().stream()
        .map(
            column ->
                switch (column.name()) {
                  case "eventtime" -> column("eventtime", "timestamp");
                  case "recipientaccountid" -> column("recipientaccountid", "bigint");
                  case "readonly" -> column("readonly", "boolean");
                  default -> column;
                })
        .toList();
  }

  private static List<TableColumn> iceberg() {
    return own().stream()
        .map(
            column ->
                column.name().equals("eventtime")
                    ? column("eventtime", "timestamp with time zone")
                    : column(
                        column.name(),
                        column
                            .type()
                            .replace("creationdate:string", "creationdate:timestamp")
                            .replace("mfaauthenticated:string", "mfaauthenticated:boolean")))
        .toList();
  }

  private static List<TableColumn> flat() {
    return List.of(
        column("event_id", "string"),
        column("shared_event_id", "string"),
        column("event_time", "string"),
        column("event_source", "string"),
        column("event_name", "string"),
        column("aws_region", "string"),
        column("source_ip_address", "string"),
        column("user_agent", "string"),
        column("error_code", "string"),
        column("error_message", "string"),
        column("recipient_account_id", "string"),
        column("request_parameters", "string"),
        column("response_elements", "string"),
        column("resources", "string"),
        column("vpc_endpoint_id", "string"),
        column("vpc_endpoint_account_id", "string"),
        column("tls_details_tls_version", "string"),
        column("user_identity_type", "string"),
        column("user_identity_arn", "string"),
        column("user_identity_principal_id", "string"),
        column("user_identity_account_id", "string"),
        column("user_identity_access_key_id", "string"),
        column("user_identity_user_name", "string"),
        column("user_identity_identity_provider", "string"),
        column("user_identity_invoked_by", "string"),
        column("user_identity_session_context_session_issuer_arn", "string"),
        column("user_identity_session_context_session_issuer_principal_id", "string"),
        column("user_identity_session_context_attributes_mfa_authenticated", "string"),
        column("user_identity_session_context_attributes_creation_date", "string"),
        column("user_identity_session_context_source_identity", "string"),
        column("user_identity_session_context_ec2_role_delivery", "string"),
        column(
            "user_identity_session_context_web_id_federation_data_federated_provider", "string"));
  }

  private static List<TableColumn> maps() {
    return own().stream()
        .map(
            column ->
                switch (column.name()) {
                  case "requestparameters", "responseelements", "additionaleventdata" ->
                      column(column.name(), "map<string,string>");
                  case "eventtime" -> column("eventtime", "timestamp");
                  default -> column;
                })
        .toList();
  }

  private static List<TableColumn> ocsf2() {
    return List.of(
        column(
            "metadata",
            "struct<product:struct<version:string,name:string,vendor_name:string>,uid:string,"
                + "profiles:array<string>,version:string>"),
        column("time", "bigint"),
        column("time_dt", "timestamp"),
        column("cloud", "struct<region:string,provider:string,account:struct<uid:string>>"),
        column(
            "api",
            "struct<response:struct<error:string,message:string,data:string>,operation:string,"
                + "version:string,service:struct<name:string>,request:struct<data:string,uid:string>>"),
        column(
            "actor",
            "struct<user:struct<type:string,name:string,uid_alt:string,uid:string,"
                + "account:struct<uid:string>,credential_uid:string>,"
                + "session:struct<created_time_dt:timestamp,is_mfa:boolean,issuer:string>,"
                + "invoked_by:string,idp:struct<name:string>>"),
        column("http_request", "struct<user_agent:string>"),
        column("src_endpoint", "struct<ip:string,domain:string>"),
        column("class_name", "string"),
        column("class_uid", "int"),
        column("unmapped", "map<string,string>"),
        column("accountid", "string"),
        column("region", "string"));
  }

  private static List<TableColumn> ocsf1() {
    return List.of(
        column("metadata", "struct<product:struct<version:string,name:string>,uid:string>"),
        column("time", "bigint"),
        column("cloud", "struct<region:string,provider:string,account_uid:string>"),
        column(
            "api",
            "struct<response:struct<error:string,message:string>,operation:string,"
                + "version:string,service:struct<name:string>,request:struct<uid:string>>"),
        column(
            "actor",
            "struct<user:struct<type:string,name:string,uid:string,uuid:string,"
                + "account_uid:string,credential_uid:string>,"
                + "session:struct<created_time:bigint,mfa:boolean,issuer:string>,"
                + "invoked_by:string,idp:struct<name:string>>"),
        column("http_request", "struct<user_agent:string>"),
        column("src_endpoint", "struct<ip:string,domain:string>"),
        column("class_name", "string"),
        column("class_uid", "int"),
        column("unmapped", "map<string,string>"));
  }
}
