package dev.rolecall.history;

import dev.rolecall.history.command.Sql;
import dev.rolecall.history.wording.HistoryWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A table of the Open Cybersecurity Schema Framework, as Amazon Security Lake fills it with
/// CloudTrail's events; OCSF 1.0 and later. [OCSF API activity](https://schema.ocsf.io/)
final class OcsfLayout implements HistoryLayout {

  /// The columns that hold what Rolecall reads.
  private static final List<String> TAKEN =
      List.of(
          "metadata",
          "time",
          "time_dt",
          "cloud",
          "api",
          "actor",
          "http_request",
          "src_endpoint",
          "class_uid",
          "unmapped");

  private static final String CREDENTIALS_UNMAPPED = "responseElements%redentials%";
  private static final String ACCOUNT = "recipientAccountId";
  private static final String ROLE = "roleArn";

  private final HistoryTable table;

  private OcsfLayout(HistoryTable table) {
    this.table = table;
  }

  static Optional<HistoryLayout> of(HistoryTable table) {
    OcsfLayout layout = new OcsfLayout(table);
    boolean fits =
        layout.at("api", "operation").isPresent()
            && layout.at("api", "service", "name").isPresent()
            && layout.at("api", "response", "error").isPresent()
            && layout.at("actor", "user").isPresent()
            && layout.when().isPresent();
    return fits ? Optional.of(layout) : Optional.empty();
  }

  private Optional<ColumnSource> at(String... path) {
    Optional<ColumnSource> source =
        Stream.concat(table.columns().stream(), table.partitionKeys().stream())
            .filter(column -> column.name().equals(path[0]))
            .findFirst()
            .map(ColumnSource::of);
    for (int i = 1; i < path.length; i++) {
      String name = path[i];
      source = source.flatMap(outer -> outer.field(name));
    }
    return source;
  }

  private Optional<String> text(String... path) {
    return at(path).map(ColumnSource::text);
  }

  private static Optional<String> first(Stream<Optional<String>> some) {
    List<String> there = some.flatMap(Optional::stream).toList();
    return there.isEmpty() ? Optional.empty() : Optional.of(Sql.first(there));
  }

  private Optional<ColumnSource> when() {
    return at("time_dt").or(() -> at("time"));
  }

  @Override
  public String eventName() {
    return text("api", "operation").orElseThrow();
  }

  @Override
  public String eventSource() {
    return text("api", "service", "name").orElseThrow();
  }

  @Override
  public String errorCode() {
    return text("api", "response", "error").orElseThrow();
  }

  @Override
  public Optional<String> errorMessage() {
    return first(
        Stream.of(text("api", "response", "message"), text("api", "response", "error_message")));
  }

  @Override
  public ColumnSource time() {
    return when().orElseThrow();
  }

  @Override
  public Optional<String> region() {
    return first(Stream.of(text("cloud", "region"), text("region")));
  }

  @Override
  public Optional<String> account() {
    return first(
        Stream.of(
            at("unmapped").flatMap(it -> it.field(ACCOUNT)).map(ColumnSource::account),
            at("cloud", "account", "uid").map(ColumnSource::account),
            at("cloud", "account_uid").map(ColumnSource::account),
            at("accountid").map(ColumnSource::account)));
  }

  @Override
  public Optional<String> id() {
    return text("metadata", "uid");
  }

  @Override
  public Optional<String> callId() {
    return first(
        Stream.of(
            at("unmapped")
                .flatMap(it -> it.field(CloudTrailField.SHARED_ID))
                .map(ColumnSource::text),
            id()));
  }

  @Override
  public List<String> pair() {
    Optional<String> role =
        first(
            Stream.of(
                at("api", "request", "data").flatMap(it -> it.field(ROLE)).map(ColumnSource::text),
                at("unmapped")
                    .flatMap(it -> it.field(CloudTrailField.PARAMETERS + "." + ROLE))
                    .map(ColumnSource::text)));
    if (role.isEmpty()) {
      return List.of();
    }
    return Stream.of(
            role,
            text("actor", "user", "type"),
            first(Stream.of(text("actor", "user", "uid"), text("actor", "user", "uuid")))
                .map(Pairs::withoutSession),
            text("actor", "user", "uid_alt").map(Pairs::uniqueId),
            text("actor", "user", "name"),
            text("actor", "session", "issuer"),
            text("actor", "invoked_by"))
        .flatMap(Optional::stream)
        .toList();
  }

  /// The call, without the credentials that it returned.
  private String api() {
    ColumnSource api = at("api").orElseThrow();
    ColumnSource response = api.field("response").orElseThrow();
    SequencedMap<String, String> answered = fields(response);
    response
        .field("data")
        .filter(ColumnSource::isText)
        .map(data -> Sql.without(Sql.members(data.text()), List.of("credentials")))
        .ifPresent(json -> answered.put("data", json));
    SequencedMap<String, String> called = fields(api);
    called.put("response", Sql.object(answered));
    return Sql.object(called);
  }

  /// The fields of a struct, without lists.
  private static SequencedMap<String, String> fields(ColumnSource source) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    if (source.type() instanceof ColumnType.Struct struct) {
      for (ColumnType.Field field : struct.fields()) {
        source
            .field(field.name())
            .filter(inside -> !(inside.type() instanceof ColumnType.ListOf))
            .ifPresent(inside -> fields.put(field.name(), json(inside)));
      }
    }
    return fields;
  }

  private static String json(ColumnSource source) {
    if (source.type() instanceof ColumnType.Struct struct && !struct.isCastable()) {
      return Sql.object(fields(source));
    }
    return source.type().isCastable() ? Sql.json(source.sql()) : Sql.json(source.text());
  }

  @Override
  public List<String> sent() {
    Optional<ColumnSource> data = at("api", "request", "data");
    return Stream.of(
            data.flatMap(it -> it.field("externalId")).map(ColumnSource::text),
            data.flatMap(it -> it.field("tags"))
                .filter(ColumnSource::isText)
                .map(tags -> Sql.written(tags.json())),
            text("actor", "session", "is_mfa"),
            text("actor", "session", "mfa"))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<String> notes() {
    return List.of(HistoryWords.ocsf(table.name().toString()));
  }

  /// The event as it is: who reads records in other forms knows this one.
  @Override
  public String record() {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    for (String name : TAKEN) {
      at(name).map(OcsfLayout::json).ifPresent(json -> fields.put(name, json));
    }
    fields.put("api", api());
    at("unmapped")
        .filter(source -> source.type() instanceof ColumnType.MapOf)
        .map(source -> Sql.json(Sql.withoutLike(source.sql(), CREDENTIALS_UNMAPPED)))
        .ifPresent(json -> fields.put("unmapped", json));
    account().map(Sql::json).ifPresent(json -> fields.put(ACCOUNT, json));
    region().map(Sql::json).ifPresent(json -> fields.put(CloudTrailField.REGION, json));
    at("unmapped")
        .flatMap(it -> it.field(CloudTrailField.SHARED_ID))
        .map(ColumnSource::text)
        .map(Sql::json)
        .ifPresent(json -> fields.put(CloudTrailField.SHARED_ID, json));
    return Sql.written(Sql.object(fields));
  }
}
