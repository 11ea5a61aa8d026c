package dev.rolecall.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.history.HistoryRequest.Purpose;
import dev.rolecall.history.wording.TableDefinitions;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryQueryTest {

  private static final SqlParser PARSER = new SqlParser();
  private static final String EVIL = "x' OR 1=1 --\"; DROP TABLE t";
  private static final Optional<Instant> FROM = Optional.of(Instant.parse("2026-11-01T08:00:00Z"));
  private static final Optional<Instant> TO = Optional.of(Instant.parse("2026-11-30T00:00:00Z"));
  private static final Optional<Instant> OPEN = Optional.empty();

  private static HistoryRequest request(
      Optional<Instant> from,
      Optional<Instant> to,
      Set<String> accounts,
      Set<String> regions,
      Purpose purpose) {
    return new HistoryRequest(
        from,
        to,
        accounts.stream().map(AccountId::new).collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(regions),
        purpose);
  }

  private static HistoryRequest period(Optional<Instant> from, Optional<Instant> to) {
    return request(from, to, Set.of(), Set.of(), Purpose.REPORT);
  }

  private static List<HistoryRequest> requests() {
    List<HistoryRequest> requests = new ArrayList<>();
    for (Optional<Instant> from : List.of(OPEN, FROM)) {
      for (Optional<Instant> to : List.of(OPEN, TO)) {
        for (Set<String> accounts :
            List.of(Set.<String>of(), Set.of("111122223333", "000000000001"))) {
          for (Set<String> regions :
              List.of(Set.<String>of(), Set.of("eu-west-1", "cn-north-1"), Set.of(EVIL))) {
            for (Purpose purpose : Purpose.values()) {
              requests.add(request(from, to, accounts, regions, purpose));
            }
          }
        }
      }
    }
    return requests;
  }

  private static String sql(HistoryTable table, HistoryRequest request) {
    assertThat(HistoryQuery.of(table, request)).isInstanceOf(HistoryQuery.Ready.class);
    return ((HistoryQuery.Ready) HistoryQuery.of(table, request)).sql();
  }

  private static HistoryQuery.Unfit unfit(HistoryTable table, HistoryRequest request) {
    assertThat(HistoryQuery.of(table, request)).isInstanceOf(HistoryQuery.Unfit.class);
    return (HistoryQuery.Unfit) HistoryQuery.of(table, request);
  }

  private static HistoryTable named(HistoryTable table, TableName name) {
    return new HistoryTable(
        name, table.columns(), table.partitionKeys(), table.parameters(), table.rows());
  }

  /// What a statement reads and the texts in it.
  private record Parts(List<String> tables, List<String> texts) {
    static Parts of(String sql) {
      Parts parts = new Parts(new ArrayList<>(), new ArrayList<>());
      new DefaultTraversalVisitor<Void>() {
        @Override
        protected Void visitTable(Table node, Void context) {
          parts.tables.add(
              node.getName().getOriginalParts().stream()
                  .map(it -> it.getValue())
                  .collect(Collectors.joining("|")));
          return null;
        }

        @Override
        protected Void visitStringLiteral(StringLiteral node, Void context) {
          parts.texts.add(node.getValue());
          return null;
        }

        @Override
        protected Void visitAllColumns(AllColumns node, Void context) {
          throw new AssertionError("all columns are read");
        }
      }.process((Node) PARSER.createStatement(sql), null);
      return parts;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyQueryParses(KnownTables known) {
    for (HistoryRequest request : requests()) {
      String sql = sql(known.table(), request);
      HistoryTable table = known.table();
      assertThat(Parts.of(sql).tables())
          .containsExactly("AwsDataCatalog|logs|" + table.name().table());
      // Athena takes 262,144 bytes, and reuses no result of what is made up
      assertThat(sql)
          .hasSizeLessThan(30_000)
          .doesNotContain(";;", "uuid(", "random", "rand(", "now(", "current_");
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesAndValuesCannotBecomeStatements(KnownTables known) {
    HistoryTable table =
        named(known.table(), new TableName("s3tablescatalog/my-bucket", EVIL, EVIL));
    Parts parts = Parts.of(sql(table, request(FROM, TO, Set.of(), Set.of(EVIL), Purpose.REPORT)));
    assertThat(parts.tables()).containsExactly("s3tablescatalog/my-bucket|" + EVIL + "|" + EVIL);
    // where the table shows the Region
    assertThat(parts.texts())
        .filteredOn(text -> text.contains("DROP"))
        .allMatch(EVIL::equals)
        .isNotEmpty();
  }

  @Test
  void columnsWithStrangeNamesAreQuoted() {
    HistoryTable known = KnownTables.UNPARTITIONED.table();
    HistoryTable table =
        HistoryTable.of(
            known.name(),
            known.columns(),
            List.of(new TableColumn("region", "string"), new TableColumn("d\"t' OR 1=1", "string")),
            Map.of("projection.enabled", "true"));
    PARSER.createStatement(sql(table, period(FROM, TO)));
  }

  @Test
  void theDatesOfThePeriodAreReadWithADayMore() {
    assertThat(sql(KnownTables.ORGANIZATION.table(), period(FROM, TO)))
        .contains("\"t\".\"timestamp\" BETWEEN '2026/10/31' AND '2026/11/30'")
        .contains("\"t\".\"eventtime\" ")
        .contains("\"t\".\"eventtime\" < '2026-12-01T00:00:00Z'")
        .contains("\"t\".\"eventtime\" >= '2026-11-01 08:00:00'")
        .contains("\"t\".\"eventtime\" < '2026-11-30T00:00:00Z'");
    assertThat(sql(KnownTables.ORGANIZATION.table(), period(FROM, OPEN)))
        .contains("\"t\".\"timestamp\" >= '2026/10/31'\n");
    assertThat(sql(KnownTables.SECURITY_LAKE_1.table(), period(FROM, TO)))
        .contains("\"t\".\"eventday\" BETWEEN '20261031' AND '20261130'");
    assertThat(sql(KnownTables.STRUCTS.table(), period(FROM, TO)))
        .contains("rpad(regexp_replace(\"t\".\"dt\", '[^0-9]', ''), 8, '9') >= '20261031')")
        .contains("rpad(regexp_replace(\"t\".\"dt\", '[^0-9]', ''), 8, '0') < '20261201')")
        .contains("\"t\".\"eventtime\" >= TIMESTAMP '2026-10-31 00:00:00'");
    assertThat(sql(KnownTables.FLAT.table(), period(FROM, TO)))
        .contains("\"t\".\"event_date\" >= DATE '2026-10-31'")
        .contains("\"t\".\"event_date\" < DATE '2026-12-01'");
    assertThat(sql(KnownTables.ICEBERG.table(), period(FROM, TO)))
        .contains("\"t\".\"eventtime\" >= TIMESTAMP '2026-10-31 00:00:00 UTC'");
  }

  static Stream<List<String>> projections() {
    return Stream.of(
        List.of("yyyy-MM-dd", "BETWEEN '2026-10-31' AND '2026-11-30'"),
        List.of("yyyyMMdd", "BETWEEN '20261031' AND '20261130'"),
        List.of("yyyy/MM/dd/HH", "BETWEEN '2026/10/31/00' AND '2026/11/30/23'"),
        List.of("yyyy-MM", "BETWEEN '2026-10' AND '2026-11'"),
        List.of("dd-MM-yyyy", "IN ('31-10-2026', '01-11-2026', '02-11-2026'"));
  }

  @ParameterizedTest
  @MethodSource("projections")
  void formatsOfProjectedDatesAreUsed(List<String> formatAndCondition) {
    HistoryTable known = KnownTables.UNPARTITIONED.table();
    HistoryTable table =
        HistoryTable.of(
            known.name(),
            known.columns(),
            List.of(new TableColumn("date", "string")),
            Map.of("projection.date.format", formatAndCondition.getFirst()));
    assertThat(sql(table, period(FROM, TO)))
        .contains("\"t\".\"date\" " + formatAndCondition.getLast());
  }

  /// What is no date, or one that does not sort, is read in any case.
  @ParameterizedTest
  @CsvSource({
    "2026-11-30,true",
    "2026/11/30,true",
    "20261130,true",
    "2026-11-30-23,true",
    "2026-11-30T23,true",
    "2026-11,true",
    "202611,true",
    "2026,false",
    "30-11-2026,false",
    "20-11-2026,false",
    "11/20/2026,false",
    "2026/1/1,false",
    "2026/1/15,false",
    "2026/11/5,false",
    "1796000000,false",
    "latest,false"
  })
  void onlyTextsThatAreDatesAreCompared(String value, boolean compared) {
    HistoryTable known = KnownTables.UNPARTITIONED.table();
    HistoryTable table =
        HistoryTable.of(
            known.name(),
            known.columns(),
            List.of(new TableColumn("dt", "string")),
            known.parameters());
    Matcher pattern =
        Pattern.compile("NOT \\(regexp_like\\(\"t\"\\.\"dt\", '([^']+)'\\)\\) OR rpad")
            .matcher(sql(table, period(FROM, TO)));
    assertThat(pattern.find()).isTrue();
    assertThat(Pattern.compile(pattern.group(1)).matcher(value).find()).isEqualTo(compared);
  }

  @Test
  void numbersAreMonthsDaysOrHours() {
    assertThat(sql(KnownTables.NUMBERED_DAYS.table(), period(FROM, TO)))
        .contains(
            "(\"t\".\"dt\" < 200001 OR \"t\".\"dt\" BETWEEN 202610 AND 202611 OR",
            "\"t\".\"dt\" BETWEEN 20261031 AND 20261130 OR",
            "\"t\".\"dt\" BETWEEN 2026103100 AND 2026113023 OR");
    assertThat(sql(KnownTables.PROJECTED_BY_OTHER_NAME.table(), period(FROM, TO)))
        .contains("\"t\".\"delivered\" BETWEEN '2026/10/31' AND '2026/11/30'");
  }

  @Test
  void aViewIsNamed() {
    HistoryTable known = KnownTables.ORGANIZATION.table();
    HistoryTable view =
        HistoryTable.of(
            known.name(), known.columns(), List.of(), Map.of("presto_view", "true", "comment", ""));
    HistoryQuery.Ready ready = (HistoryQuery.Ready) HistoryQuery.of(view, period(FROM, TO));
    assertThat(ready.notes())
        .containsExactly(
            "logs.organization is a view: how much Athena scans for a period depends on the view's"
                + " query.");
  }

  @Test
  void yearsMonthsAndDaysAreCombined() {
    assertThat(sql(KnownTables.DOCUMENTED.table(), period(FROM, TO)))
        .contains(
            "((\"t\".\"year\" = '2026' AND \"t\".\"month\" = '10' AND \"t\".\"day\" = '31')"
                + " OR (\"t\".\"year\" = '2026' AND \"t\".\"month\" = '11'))");
    assertThat(
            sql(
                KnownTables.DOCUMENTED.table(),
                period(Optional.of(Instant.parse("2025-06-30T00:00:00Z")), OPEN)))
        .contains("\"t\".\"month\" IN ('06', '6') AND \"t\".\"day\" IN ('29', '30'))")
        .contains("\"t\".\"month\" IN ('07', '7', '08', '8', '09', '9', '10', '11', '12'))")
        .contains(" OR \"t\".\"year\" > '2025')");
    assertThat(
            sql(
                KnownTables.NUMBERED.table(),
                period(
                    Optional.of(Instant.parse("2024-12-31T00:00:00Z")),
                    Optional.of(Instant.parse("2026-02-02T00:00:00Z")))))
        .contains("\"t\".\"year\" = 2025 OR ")
        .contains("(\"t\".\"year\" = 2024 AND \"t\".\"month\" = 12 AND \"t\".\"day\" IN (30, 31))")
        .contains("(\"t\".\"year\" = 2026 AND \"t\".\"month\" = 2 AND \"t\".\"day\" IN (1, 2))");
  }

  /// IAM and Organizations record their changes in one Region of each partition of AWS.
  @ParameterizedTest
  @CsvSource({
    "eu-west-1,'''eu-west-1'', ''us-east-1'''",
    "us-gov-east-1,'''us-gov-east-1'', ''us-gov-west-1'''",
    "cn-northwest-1,'''cn-north-1'', ''cn-northwest-1'''"
  })
  void changesAreReadWhereverRegionsAreChosen(String region, String read) {
    for (KnownTables known :
        List.of(KnownTables.ORGANIZATION, KnownTables.DOCUMENTED, KnownTables.SECURITY_LAKE_1)) {
      assertThat(sql(known.table(), request(FROM, TO, Set.of(), Set.of(region), Purpose.REPORT)))
          .contains("\"t\".\"region\" IN (" + read + ")");
    }
  }

  @Test
  void accountsAreSkippedByPartitionWhereTheTableHasOne() {
    HistoryRequest request = request(FROM, TO, Set.of("000000000001"), Set.of(), Purpose.REPORT);
    assertThat(sql(KnownTables.ORGANIZATION.table(), request))
        .contains("\"t\".\"account\" = '000000000001'")
        .doesNotContain("\"t\".\"recipientaccountid\" = ");
    assertThat(sql(KnownTables.UNPARTITIONED.table(), request))
        .contains("\"t\".\"recipientaccountid\" = '000000000001'");
    assertThat(sql(KnownTables.STRUCTS.table(), request))
        .contains("lpad(CAST(\"t\".\"recipientaccountid\" AS VARCHAR), 12, '0') = '000000000001'");
  }

  @Test
  void aTableWithoutDatesIsNamed() {
    HistoryQuery.Ready ready =
        (HistoryQuery.Ready) HistoryQuery.of(KnownTables.UNPARTITIONED.table(), period(FROM, TO));
    assertThat(ready.notes())
        .containsExactly(
            "Table logs.unpartitioned has no partition key by which Athena can skip other dates: it"
                + " scans the whole table, whatever the period.");
    ready =
        (HistoryQuery.Ready) HistoryQuery.of(KnownTables.ORGANIZATION.table(), period(OPEN, TO));
    assertThat(ready.notes())
        .containsExactly(
            "No start of the period is given: Athena scans all dates of table logs.organization."
                + " Add --since or --from.");
    ready =
        (HistoryQuery.Ready) HistoryQuery.of(KnownTables.ORGANIZATION.table(), period(FROM, TO));
    assertThat(ready.notes()).isEmpty();
  }

  @Test
  void whatATableLacksIsNamed() {
    HistoryQuery.Ready ready =
        (HistoryQuery.Ready) HistoryQuery.of(KnownTables.DOCUMENTED.table(), period(FROM, TO));
    assertThat(ready.notes())
        .containsExactly(
            "Table logs.documented has no userIdentity.identityProvider and"
                + " userIdentity.sessionContext.sourceIdentity: answers that depend on them are"
                + " less certain.");
    assertThat(ready.sql()).contains("'rolecallPartial'");
    assertThat(
            ((HistoryQuery.Ready) HistoryQuery.of(KnownTables.MAPS.table(), period(FROM, TO)))
                .notes())
        .contains(
            "Column requestparameters of table logs.maps does not contain request parameters as"
                + " they were sent (JSON text does): what a denied call sent, except for the role,"
                + " counts as unknown.");
    assertThat(sql(KnownTables.ORGANIZATION.table(), period(FROM, TO)))
        .doesNotContain("rolecallPartial");
  }

  private static HistoryTable table(String... columns) {
    return HistoryTable.of(
        new TableName(TableName.GLUE, "my-logs", "events"),
        Stream.of(columns)
            .map(column -> new TableColumn(column.split(" ", 2)[0], column.split(" ", 2)[1]))
            .toList(),
        List.of(),
        Map.of());
  }

  @Test
  void tablesThatDoNotFitAreRefusedWithOneThatWould() {
    HistoryQuery.Unfit flow =
        unfit(table("version int", "account_id string", "srcaddr string"), period(FROM, TO));
    assertThat(flow.problem())
        .isEqualTo(
            "table my-logs.events does not contain CloudTrail records (columns: version,"
                + " account_id, srcaddr)");
    assertThat(flow.createTable())
        .startsWith("CREATE EXTERNAL TABLE `my-logs`.cloudtrail_rolecall (");
    assertThat(
            unfit(
                    table("eventname string", "eventtime string", "eventsource string"),
                    period(FROM, TO))
                .problem())
        .isEqualTo("table my-logs.events has no column for errorCode and userIdentity");
    assertThat(
            unfit(table("metadata struct<uid:string>", "class_uid int"), period(FROM, TO))
                .problem())
        .contains("`cloud_trail_mgmt`");
  }

  /// Records of all accounts or Regions are not what was asked for.
  @Test
  void whatCannotBeChosenIsNotIgnored() {
    HistoryTable known = KnownTables.UNPARTITIONED.table();
    HistoryTable bare =
        HistoryTable.of(
            known.name(),
            known.columns().stream()
                .filter(
                    column -> !Set.of("recipientaccountid", "awsregion").contains(column.name()))
                .toList(),
            List.of(),
            Map.of());
    HistoryRequest accounts = request(FROM, TO, Set.of("111122223333"), Set.of(), Purpose.REPORT);
    HistoryRequest regions = request(FROM, TO, Set.of(), Set.of("eu-west-1"), Purpose.REPORT);
    assertThat(unfit(bare, accounts).problem()).endsWith("which --account needs");
    assertThat(unfit(bare, regions).problem()).endsWith("which --lookup-region needs");
    HistoryTable keyed =
        HistoryTable.of(
            known.name(),
            bare.columns(),
            List.of(new TableColumn("account", "string"), new TableColumn("region", "string")),
            Map.of());
    assertThat(sql(keyed, accounts)).contains("\"t\".\"account\" = '111122223333'");
    assertThat(sql(keyed, regions))
        .contains("\"t\".\"region\" IN ('eu-west-1', 'us-east-1')")
        .contains("\"t\".\"region\" = 'eu-west-1')");
  }

  @Test
  void aKeyThatMustBeGivenIsAskedFor() {
    HistoryTable known = KnownTables.ORGANIZATION.table();
    HistoryTable table =
        HistoryTable.of(
            known.name(),
            known.columns(),
            known.partitionKeys(),
            Map.of("projection.account.type", "injected"));
    assertThat(unfit(table, period(FROM, TO)).problem()).endsWith("add --account ID");
    assertThat(sql(table, request(FROM, TO, Set.of("111122223333"), Set.of(), Purpose.REPORT)))
        .contains("\"t\".\"account\" = '111122223333'");
  }

  @ParameterizedTest
  @CsvSource({
    "db.t,AwsDataCatalog,db,t",
    "DB.T,AwsDataCatalog,db,t",
    "AwsDataCatalog.db.t,AwsDataCatalog,db,t",
    "awsdatacatalog.db.t,AwsDataCatalog,db,t",
    "aws:cloudtrail.eds-0a1b-2c,AwsDataCatalog,aws:cloudtrail,eds-0a1b-2c",
    "s3tablescatalog/my-bucket.ns.t,s3tablescatalog/my-bucket,ns,t",
    "\"s3tablescatalog/my.bucket\".\"ns\".\"t\",s3tablescatalog/my.bucket,ns,t",
    "`db`.`a.b`,AwsDataCatalog,db,a.b"
  })
  void tablesAreNamedInTwoOrThreeParts(String text, String catalog, String database, String table) {
    assertThat(TableName.parse(text)).contains(new TableName(catalog, database, table));
  }

  @ParameterizedTest
  @CsvSource({"t", "a.b.c.d", "a..b", ".a", "a.", "''", "\"a.b", "a\"b\".c"})
  void otherNamesAreNone(String text) {
    assertThat(TableName.parse(text)).isEmpty();
  }

  @Test
  void typesOfGlueAndOfTrinoAreRead() {
    assertThat(ColumnType.parse("struct<a:string,b:array<struct<c:int>>,d:map<string,string>>"))
        .isEqualTo(
            ColumnType.parse("row(\"a\" string, b array(row(c int)), d map(string, string))"));
    assertThat(ColumnType.parse("timestamp(6) with time zone"))
        .isEqualTo(new ColumnType.Scalar("timestamp with time zone"));
    assertThat(ColumnType.parse("decimal(38,0)")).isEqualTo(new ColumnType.Scalar("decimal"));
    assertThat(ColumnType.parse("struct<a:string"))
        .isEqualTo(new ColumnType.Scalar("struct<a:string"));
  }

  /// Athena's `CREATE TABLE` is Hive's: no parser of it is at hand, so its structure is checked.
  static Stream<String> definitions() {
    return Stream.of(
        TableDefinitions.ofOrganization("cloudtrail"),
        TableDefinitions.ofAccount("cloudtrail"),
        TableDefinitions.unpartitioned("cloudtrail"));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void definitionsAreWhole(String definition) throws IOException {
    assertThat(count(definition, '<')).isEqualTo(count(definition, '>'));
    assertThat(count(definition, '(')).isEqualTo(count(definition, ')'));
    assertThat(count(definition, '{')).isEqualTo(count(definition, '}'));
    assertThat(count(definition, '\'') % 2).isZero();
    assertThat(definition)
        .startsWith("CREATE EXTERNAL TABLE cloudtrail (\n")
        .containsSubsequence(
            "ROW FORMAT SERDE '", "STORED AS INPUTFORMAT '", "OUTPUTFORMAT '", "LOCATION 's3://")
        .doesNotContain(",)", ", )", ",\n)", "%");
    assertThat(Files.readString(Path.of("../docs/history.md"))).contains(definition.strip());
  }

  /// The other statements of the page are Trino's.
  @Test
  void statementsOfThePageParse() throws IOException {
    List<String> statements =
        Pattern.compile("(?s)```sql\n(.*?)```")
            .matcher(Files.readString(Path.of("../docs/history.md")))
            .results()
            .map(block -> block.group(1).strip())
            .filter(sql -> !sql.startsWith("CREATE EXTERNAL TABLE"))
            .toList();
    assertThat(statements).isNotEmpty().allSatisfy(PARSER::createStatement);
  }

  @Test
  void partitionsOfDefinitionsAreProjected() {
    for (KnownTables known : List.of(KnownTables.ORGANIZATION, KnownTables.ACCOUNT)) {
      HistoryTable table = known.table();
      String template = table.parameters().get("storage.location.template");
      for (TableColumn key : table.partitionKeys()) {
        assertThat(template).contains("${" + key.name() + "}");
        assertThat(table.parameters()).containsKey("projection." + key.name() + ".type");
      }
      assertThat(table.parameters()).containsEntry("projection.enabled", "true");
    }
  }

  private static long count(String text, char c) {
    return text.chars().filter(it -> it == c).count();
  }
}
