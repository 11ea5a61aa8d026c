package dev.rolecall.history;

import dev.rolecall.cloudtrail.failure.FailureSigns;
import dev.rolecall.cloudtrail.record.ErrorCode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.history.command.Sql;
import dev.rolecall.history.wording.HistoryWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Makes the query: one pass over the data, which leaves denied calls, changes of IAM and
/// Organizations, and calls that assumed a role.
record QueryBuilder(HistoryTable table, HistoryRequest request, HistoryLayout layout) {

  private static final String RECORD = "record";

  /// The columns of the result.
  static final List<String> RESULT = List.of("eventname", RECORD);

  private static final String PAIR = "pair";
  private static final String TIME = "eventtime";
  private static final String ID = "eventid";

  /// A record that two trails deliver is there twice.
  private static final int NEWEST = 2 * InputChanges.NEWEST_SUCCESSES;

  /// Of those that are asked for to learn who assumes which role. Callers make millions of them.
  static final int NEWEST_OF_PAIRS = 20;

  HistoryQuery query() {
    Partitions partitions = new Partitions(table, request, layout instanceof OcsfLayout);
    Optional<String> problem = partitions.problem().or(() -> unanswerable(partitions));
    if (problem.isPresent()) {
      return new HistoryQuery.Unfit(problem.get(), TableAdvice.projected(table.name()));
    }
    List<String> notes =
        Stream.of(
                partitions.notes().stream(),
                layout.notes().stream(),
                forPairs() && !layout.pair().isEmpty()
                    ? Stream.of(HistoryQuery.countsOfPairs())
                    : Stream.<String>empty())
            .flatMap(some -> some)
            .toList();
    return new HistoryQuery.Ready(sql(partitions), notes);
  }

  /// Why the table cannot answer: what is asked for is not in it.
  private Optional<String> unanswerable(Partitions partitions) {
    boolean accounts = partitions.knowAccounts() || layout.account().isPresent();
    if (!request.accounts().isEmpty() && !accounts) {
      return Optional.of(HistoryWords.noAccounts(table.name().toString()));
    }
    return !request.regions().isEmpty() && region(partitions).isEmpty()
        ? Optional.of(HistoryWords.noRegions(table.name().toString()))
        : Optional.empty();
  }

  private Optional<String> region(Partitions partitions) {
    return layout.region().or(partitions::region);
  }

  private String sql(Partitions partitions) {
    SequencedMap<String, String> columns = new LinkedHashMap<>();
    columns.put("eventname", layout.eventName());
    columns.put(RECORD, layout.record());
    boolean thinned = !layout.pair().isEmpty();
    if (thinned) {
      columns.put(TIME, layout.time().time());
      columns.put(ID, layout.callId().orElse("''"));
      columns.put(PAIR, pair());
    }
    String select = Sql.select(columns, from(), where(partitions));
    return thinned
        ? Sql.newest(
            select,
            RESULT,
            Sql.first(List.of(Sql.name(PAIR), Sql.name(RECORD))),
            List.of(TIME, ID),
            most())
        : select;
  }

  private boolean forPairs() {
    return request.purpose() != HistoryRequest.Purpose.REPORT;
  }

  private List<String> key() {
    return forPairs() ? both(layout.pair(), layout.sent()) : layout.pair();
  }

  private int most() {
    return forPairs() ? NEWEST_OF_PAIRS : NEWEST;
  }

  private String from() {
    TableName name = table.name();
    String from = Sql.name(List.of(name.catalog(), name.database(), name.table()));
    return Sql.as(table.rows().map(list -> unnested(from, list)).orElse(from), "t");
  }

  /// The items of a list as rows, each with the partition keys of the row that holds the list.
  private String unnested(String from, String list) {
    List<String> names = table.columns().stream().map(TableColumn::name).toList();
    List<String> keys = table.partitionKeys().stream().map(TableColumn::name).toList();
    return Sql.unnested(
        from, keys, list, names, names.stream().filter(name -> !keys.contains(name)).toList());
  }

  /// What calls of a pair have in common. Other records are told apart by their ID: Athena does not
  /// reuse the result of a query that makes up IDs.
  private String pair() {
    String assumed = Sql.and(assumed());
    String key = Sql.key(key());
    return layout
        .id()
        .map(id -> Sql.either(assumed, key, id))
        .orElseGet(() -> Sql.when(assumed, key));
  }

  private List<String> where(Partitions partitions) {
    TimeWindow window = TimeWindow.of(request);
    List<String> conditions = new ArrayList<>(partitions.conditions());
    conditions.addAll(window.wide(layout.time()));
    if (!request.accounts().isEmpty() && !partitions.knowAccounts()) {
      layout
          .account()
          .map(
              account ->
                  Sql.inTexts(account, request.accounts().stream().map(AccountId::value).toList()))
          .ifPresent(conditions::add);
    }
    List<String> exact = window.exact(layout.time());
    conditions.add(
        switch (request.purpose()) {
          case PAIRS -> Sql.and(both(assumed(), exact));
          case REPORT, REPORT_WITH_PAIRS ->
              Sql.or(
                  List.of(
                      Sql.and(both(denied(), exact, inRegions(partitions))),
                      Sql.and(both(failed(), exact, inRegions(partitions))),
                      Sql.and(both(List.of(Sql.notGiven(layout.errorCode())), List.of(changed()))),
                      Sql.and(assumed())));
        });
    return conditions;
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // they are only read
  private static List<String> both(List<String>... some) {
    return Stream.of(some).flatMap(List::stream).toList();
  }

  private List<String> inRegions(Partitions partitions) {
    return request.regions().isEmpty()
        ? List.of()
        : region(partitions)
            .map(region -> List.of(Sql.inTexts(region, request.regions())))
            .orElse(List.of());
  }

  /// A denied call.
  private List<String> denied() {
    return List.of(
        of(ChangeEvent.Source.STS),
        Sql.inTexts(
            layout.eventName(), Stream.of(AssumeCall.values()).map(AssumeCall::eventName).toList()),
        Sql.inTexts(layout.errorCode(), ErrorCode.explained()));
  }

  /// A call to a service that could not assume a role.
  private List<String> failed() {
    List<String> signs = new ArrayList<>();
    signs.add(Sql.inTexts(layout.eventName(), FailureSigns.telling()));
    layout
        .errorMessage()
        .map(message -> Sql.matches(message, FailureSigns.PATTERN))
        .ifPresent(signs::add);
    return List.of(Sql.given(layout.errorCode()), Sql.or(signs));
  }

  /// A change that can matter to a denied call.
  private String changed() {
    return Sql.or(
        Stream.of(ChangeEvent.Source.IAM, ChangeEvent.Source.ORGANIZATIONS)
            .map(source -> Sql.and(List.of(of(source), named(source))))
            .toList());
  }

  /// A call that assumed a role.
  private List<String> assumed() {
    return List.of(
        Sql.notGiven(layout.errorCode()),
        of(ChangeEvent.Source.STS),
        named(ChangeEvent.Source.STS));
  }

  private String of(ChangeEvent.Source source) {
    return Sql.is(layout.eventSource(), Sql.text(source.eventSource()));
  }

  private String named(ChangeEvent.Source source) {
    return Sql.inTexts(
        layout.eventName(), source.events().stream().map(ChangeEvent::name).toList());
  }
}
