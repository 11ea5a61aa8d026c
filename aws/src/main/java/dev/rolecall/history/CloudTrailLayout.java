package dev.rolecall.history;

import dev.rolecall.cloudtrail.foreign.ForeignRecord;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.history.command.Sql;
import dev.rolecall.history.wording.HistoryWords;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table with the names of CloudTrail: in columns with objects in them, in flat columns, or in
/// one column with the record as JSON.
final class CloudTrailLayout implements HistoryLayout {

  /// What a column with whole records is called.
  private static final List<String> WHOLE =
      List.of(
          "cloudtrailevent",
          "record",
          "recordjson",
          "rawrecord",
          "rawevent",
          "eventjson",
          "rawdata",
          "rawlog",
          "raw");

  /// What it may be called where no other column is of use.
  private static final List<String> PERHAPS_WHOLE =
      List.of(
          "event",
          "eventdata",
          "detail",
          "message",
          "json",
          "body",
          "payload",
          "value",
          "line",
          "log",
          "data",
          "content");

  /// Lists and objects, which a map of texts holds in another form than JSON.
  private static final List<String> NOT_TEXTS =
      List.of("tags", "transitiveTagKeys", "incomingTransitiveTags", "principalTags", "policyArns");

  private static final List<String> SENT =
      List.of(
          "roleArn",
          "roleSessionName",
          "externalId",
          "sourceIdentity",
          "principalArn",
          "serialNumber",
          "durationSeconds",
          "identityId");

  private static final String ROLE_ARN = "roleArn";
  private static final String ROLE_TYPE = "AWS::IAM::Role";
  private static final String CREDENTIALS = "credentials";
  private static final String BLANK_IN_TIME =
      "^(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?( ?UTC|Z|[+]00:?00)?$";

  private final HistoryTable table;

  /// The column that holds whole records.
  private final Optional<ColumnSource> whole;

  /// Whether there is no other column of use.
  private final boolean alone;

  private CloudTrailLayout(HistoryTable table) {
    this.table = table;
    this.alone = column(CloudTrailField.NAME).isEmpty();
    this.whole =
        column(table, WHOLE)
            .or(() -> alone ? column(table, PERHAPS_WHOLE) : Optional.empty())
            .map(ColumnSource::of);
  }

  static Optional<HistoryLayout> of(HistoryTable table) {
    CloudTrailLayout layout = new CloudTrailLayout(table);
    return layout.missing().isEmpty() ? Optional.of(layout) : Optional.empty();
  }

  /// The fields that every table needs and this one lacks, as CloudTrail calls them.
  static List<String> missing(HistoryTable table) {
    return new CloudTrailLayout(table).missing();
  }

  private List<String> missing() {
    return lacking(CloudTrailField.NEEDED);
  }

  private List<String> lacking(List<List<String>> paths) {
    return paths.stream()
        .filter(path -> at(path).isEmpty() && !hasBelow(path))
        .map(path -> String.join(".", path))
        .toList();
  }

  private static Optional<TableColumn> column(HistoryTable table, List<String> names) {
    return names.stream()
        .flatMap(
            name ->
                table.columns().stream()
                    .filter(column -> Letters.of(column.name()).equals(name))
                    .filter(column -> ColumnSource.of(column).isPlainText()))
        .findFirst();
  }

  private Optional<ColumnSource> column(String... path) {
    String letters = Letters.of(String.join("", path));
    return Stream.concat(table.columns().stream(), table.partitionKeys().stream())
        .filter(column -> Letters.of(column.name()).equals(letters))
        .findFirst()
        .map(ColumnSource::of);
  }

  /// Where a field is.
  private Optional<ColumnSource> at(List<String> path) {
    String[] names = path.toArray(String[]::new);
    Optional<ColumnSource> flat = alone ? Optional.empty() : column(names);
    if (flat.isPresent()) {
      return flat;
    }
    if (path.size() == 1) {
      return hasBelow(path) ? Optional.empty() : whole.flatMap(json -> json.field(names[0]));
    }
    return at(path.subList(0, path.size() - 1))
        .flatMap(outer -> outer.field(names[names.length - 1]));
  }

  /// Whether a flat column holds a part of an object.
  private boolean hasBelow(List<String> path) {
    String letters = Letters.of(String.join("", path));
    return !alone
        && table.columns().stream()
            .map(column -> Letters.of(column.name()))
            .anyMatch(name -> name.startsWith(letters) && name.length() > letters.length());
  }

  private Optional<ColumnSource> at(String... path) {
    return at(Arrays.asList(path));
  }

  private Optional<String> text(String... path) {
    return at(path).map(ColumnSource::text);
  }

  @Override
  public String eventName() {
    return text(CloudTrailField.NAME).orElseThrow();
  }

  @Override
  public String eventSource() {
    return text(CloudTrailField.SOURCE).orElseThrow();
  }

  @Override
  public String errorCode() {
    return text(CloudTrailField.CODE).orElseThrow();
  }

  @Override
  public Optional<String> errorMessage() {
    return text(CloudTrailField.MESSAGE);
  }

  @Override
  public ColumnSource time() {
    return at(CloudTrailField.WHEN).orElseThrow();
  }

  @Override
  public Optional<String> region() {
    return text(CloudTrailField.REGION);
  }

  @Override
  public Optional<String> account() {
    return at(CloudTrailField.RECORDED_IN).map(ColumnSource::account);
  }

  @Override
  public Optional<String> id() {
    return text(CloudTrailField.ID);
  }

  @Override
  public Optional<String> callId() {
    List<String> ids =
        Stream.of(text(CloudTrailField.SHARED_ID), id()).flatMap(Optional::stream).toList();
    return ids.isEmpty() ? Optional.empty() : Optional.of(Sql.first(ids));
  }

  @Override
  public List<String> pair() {
    Optional<String> role = text(CloudTrailField.PARAMETERS, ROLE_ARN);
    Optional<String> arn = text(CloudTrailField.IDENTITY, "arn");
    if (role.isEmpty() || arn.isEmpty()) {
      return List.of();
    }
    return Stream.of(
            role,
            text(CloudTrailField.IDENTITY, "type"),
            arn.map(Pairs::withoutSession),
            text(CloudTrailField.IDENTITY, "principalId").map(Pairs::uniqueId),
            text(CloudTrailField.IDENTITY, CloudTrailField.SESSION, CloudTrailField.ISSUER, "arn"),
            text(CloudTrailField.IDENTITY, "userName"),
            text(CloudTrailField.IDENTITY, "invokedBy"))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<String> sent() {
    return Stream.of(
            text(CloudTrailField.PARAMETERS, "externalId"),
            text(CloudTrailField.PARAMETERS, "sourceIdentity"),
            text(CloudTrailField.PARAMETERS, "serialNumber"),
            at(CloudTrailField.PARAMETERS, "tags").map(CloudTrailLayout::jsonText),
            text(
                CloudTrailField.IDENTITY,
                CloudTrailField.SESSION,
                "attributes",
                "mfaAuthenticated"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String jsonText(ColumnSource source) {
    return source.isText() && !source.isPlainText() ? Sql.written(source.json()) : source.text();
  }

  @Override
  public List<String> notes() {
    if (whole.isPresent() && alone) {
      return List.of(HistoryWords.wholeRecords(table.name().toString(), whole.get().name()));
    }
    String name = table.name().toString();
    List<String> useful = lacking(CloudTrailField.USEFUL);
    return Stream.concat(
            useful.isEmpty() ? Stream.of() : Stream.of(HistoryWords.lessCertain(name, useful)),
            at(CloudTrailField.PARAMETERS).filter(_ -> whole.isEmpty()).stream()
                .filter(Predicate.not(ColumnSource::isText))
                .map(source -> HistoryWords.parametersNotWhole(name, source.name())))
        .toList();
  }

  @Override
  public String record() {
    if (whole.isPresent() && alone) {
      return whole.get().sql();
    }
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    if (!lacking(CloudTrailField.TELLING).isEmpty() || !isParametersWhole()) {
      fields.put(ForeignRecord.PARTIAL, Sql.yes());
    }
    put(CloudTrailField.ALL, List.of(), fields);
    String built = Sql.written(Sql.object(fields));
    return whole
        .map(json -> Sql.either(Sql.like(json.sql(), "{%\"eventName\"%"), json.sql(), built))
        .orElse(built);
  }

  private void put(
      List<CloudTrailField> some, List<String> outside, SequencedMap<String, String> fields) {
    for (CloudTrailField field : some) {
      List<String> path = Stream.concat(outside.stream(), Stream.of(field.name())).toList();
      json(field, path).ifPresent(json -> fields.put(field.name(), json));
    }
  }

  private Optional<String> json(CloudTrailField field, List<String> path) {
    Optional<ColumnSource> source = at(path);
    return switch (field.kind()) {
      case TEXT -> source.map(ColumnSource::text).map(Sql::json);
      case ACCOUNT -> source.map(ColumnSource::account).map(Sql::json);
      case TIME -> source.map(this::isoTime).map(Sql::json);
      case ERROR -> source.map(ColumnSource::text).map(Sql::nullIfEmpty).map(Sql::json);
      case OBJECT -> object(field, path, source);
      case PARAMETERS -> source.map(this::parameters);
      case ANSWER -> source.map(CloudTrailLayout::answer);
      case RESOURCES -> resources(source);
    };
  }

  /// Texts are taken as they are where CloudTrail wrote them.
  private String isoTime(ColumnSource source) {
    return source.isText() && !table.isOfCloudTrailFiles()
        ? Sql.replaced(source.text(), BLANK_IN_TIME, "$1T$2Z")
        : source.time();
  }

  private Optional<String> object(
      CloudTrailField field, List<String> path, Optional<ColumnSource> source) {
    if (source.filter(ColumnSource::isText).isPresent()) {
      return source.map(ColumnSource::json);
    }
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    put(field.inside(), path, fields);
    return fields.isEmpty() ? Optional.empty() : Optional.of(Sql.object(fields));
  }

  /// Whether the parameters are as they were sent.
  private boolean isParametersWhole() {
    return at(CloudTrailField.PARAMETERS).filter(ColumnSource::isText).isPresent();
  }

  /// What was sent. Where lists and objects in it are lost, that of denied calls is left out: only
  /// the role is known, and [#resources] has it.
  private String parameters(ColumnSource source) {
    if (source.isText()) {
      return source.json();
    }
    String denied =
        Sql.and(
            List.of(
                Sql.inTexts(
                    eventName(),
                    Stream.of(AssumeCall.values()).map(AssumeCall::eventName).toList()),
                Sql.given(errorCode())));
    String sent =
        source.type() instanceof ColumnType.MapOf
            ? Sql.without(source.sql(), NOT_TEXTS)
            : sent(source);
    return Sql.when(Sql.not(Sql.first(List.of(denied, "FALSE"))), sent);
  }

  /// The texts of a struct by their names, and what else may name the role that a service is to
  /// use, by the names that the struct has.
  private static String sent(ColumnSource source) {
    SequencedMap<String, String> fields = known(source);
    if (source.type() instanceof ColumnType.Struct struct) {
      Set<String> letters = fields.keySet().stream().map(Letters::of).collect(Collectors.toSet());
      struct.fields().stream()
          .map(ColumnType.Field::name)
          .filter(name -> Letters.of(name).contains("role"))
          .filter(name -> !letters.contains(Letters.of(name)))
          .forEach(name -> put(source, name, fields));
    }
    return Sql.object(fields);
  }

  private static SequencedMap<String, String> known(ColumnSource source) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    Stream.concat(SENT.stream(), ForeignRecord.parameters().stream())
        .forEach(name -> put(source, name, fields));
    return fields;
  }

  /// Adds a field that is a text or a number.
  private static void put(ColumnSource source, String name, SequencedMap<String, String> fields) {
    source
        .field(name)
        .filter(field -> field.type() instanceof ColumnType.Scalar)
        .ifPresent(field -> fields.put(name, Sql.json(field.text())));
  }

  /// What was answered, without the credentials.
  private static String answer(ColumnSource source) {
    return switch (source.type()) {
      case ColumnType.MapOf _ -> Sql.without(source.sql(), List.of(CREDENTIALS));
      case ColumnType.Scalar _ -> Sql.without(Sql.members(source.text()), List.of(CREDENTIALS));
      case ColumnType.Struct _ -> Sql.object(known(source));
      case ColumnType.ListOf _ -> source.json();
    };
  }

  /// What the call was about; the role, where what was sent is left out.
  private Optional<String> resources(Optional<ColumnSource> source) {
    Optional<String> role = isParametersWhole() ? Optional.empty() : role();
    if (source.isPresent() && source.get().type() instanceof ColumnType.ListOf list) {
      String recorded = each(source.get().sql(), list.element());
      return Optional.of(
          role.map(sent -> Sql.either(Sql.isNotEmpty(source.get().sql()), recorded, sent))
              .orElse(recorded));
    }
    return source.filter(ColumnSource::isText).isPresent() ? source.map(ColumnSource::json) : role;
  }

  private Optional<String> role() {
    return text(CloudTrailField.PARAMETERS, ROLE_ARN)
        .map(
            role -> {
              SequencedMap<String, String> fields = new LinkedHashMap<>();
              fields.put("ARN", Sql.json(role));
              fields.put("type", Sql.json(Sql.text(ROLE_TYPE)));
              return Sql.json(Sql.list(List.of(Sql.object(fields))));
            });
  }

  private static String each(String list, ColumnType element) {
    ColumnSource item = new ColumnSource("r", element, "$");
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    for (String name : List.of("ARN", "accountId", "type")) {
      item.field(name).map(ColumnSource::text).map(Sql::json).ifPresent(it -> fields.put(name, it));
    }
    return fields.isEmpty() ? Sql.json(list) : Sql.each(list, Sql.object(fields));
  }
}
