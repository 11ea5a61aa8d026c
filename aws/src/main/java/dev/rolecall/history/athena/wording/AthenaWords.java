package dev.rolecall.history.athena.wording;

import dev.rolecall.explanation.wording.term.ByteCount;
import dev.rolecall.history.wording.HistoryWords;
import java.util.List;
import java.util.regex.Pattern;

/// What is said about queries of Athena.
public final class AthenaWords {

  /// What helps against an error of Athena, the narrowest first.
  ///
  /// @param error AWS's own words
  private record Remedy(Pattern error, String words) {

    Remedy(String error, String words) {
      this(Pattern.compile(error, Pattern.CASE_INSENSITIVE), words);
    }
  }

  private static final String LESS = "Choose a shorter period or fewer accounts";

  /// Where the policies are, on the page of permissions.
  public static final String SECTION = "report-and-check-from-athena";

  private static final String POLICIES = " " + HistoryWords.policies(SECTION);

  private static final List<Remedy> REMEDIES =
      List.of(
          new Remedy(
              "bytes scanned limit",
              LESS + ", or ask the owner of the workgroup to raise its limit."),
          new Remedy("expired", "Sign in again."),
          new Remedy(
              "QueryExecution .*not found",
              "Check the ID, the profile and --region. Athena keeps queries for 45 days."),
          new Remedy(
              "WorkGroup .*not found",
              "Pass the name of a workgroup with --workgroup. 'aws athena list-work-groups' lists"
                  + " them."),
          new Remedy(
              "lake ?formation",
              "Ask a Lake Formation administrator to grant you DESCRIBE and SELECT on the table,"
                  + " and access to its data location."),
          new Remedy(
              "no output location",
              "Add --output-location s3://BUCKET/PREFIX/, or set a query result location in the"
                  + " workgroup."),
          new Remedy(
              "save your query results|writing output|output (bucket|location)"
                  + "|unable to (verify|create)",
              "Athena needs s3:PutObject and s3:GetBucketLocation on the query result location,"
                  + " which must be in the Region of the query."
                  + POLICIES),
          new Remedy(
              "(in|use) this region|PermanentRedirect",
              "The bucket is in another Region than the query: run the query there (--region), on a"
                  + " table that is defined there."),
          new Remedy(
              "(Entity|Table|Schema|Database|Catalog)[_ ]?not[_ ]?found|does not exist|was not"
                  + " found",
              "Check the table's name, and the account and Region that are asked (--profile,"
                  + " --region)."),
          new Remedy(
              "glue:|AWSGlue",
              "Athena needs glue:GetDatabase, glue:GetTable and glue:GetPartitions on the table."
                  + POLICIES),
          new Remedy(
              "(?-i:KMS|kms:)",
              "Athena needs kms:Decrypt on the key that encrypts the table's data, and"
                  + " kms:GenerateDataKey on that of the result."
                  + POLICIES),
          new Remedy(
              "access ?denied|permission denied|not authorized|forbidden",
              "Athena needs s3:GetObject and s3:ListBucket on the table's data. Check the bucket"
                  + " policy too if the bucket is in another account."
                  + POLICIES),
          new Remedy(
              "exhausted resources|timeout|timed out|time limit|too many (open )?partitions",
              LESS + ", or read a table with partition projection."),
          new Remedy(
              "throttl|slow ?down|too many requests|rate exceeded|insufficient capacity",
              "Athena or S3 is busy: run the command again."),
          new Remedy(
              "HIVE_|ICEBERG_",
              "The table's definition does not fit its data: correct the definition, or the files"
                  + " that the error names."));

  /// Names of buckets and other resources may contain any word.
  private static final Pattern NAMES = Pattern.compile("s3://\\S+|arn:\\S+|Bucket: \\S+");

  private AthenaWords() {}

  public static String disabled(String workgroup) {
    return "workgroup " + workgroup + " is disabled";
  }

  /// An answer without the table that it was asked for.
  public static String noTable() {
    return "the answer of athena:GetTableMetadata contains no table";
  }

  /// A workgroup that runs no SQL.
  public static String spark(String workgroup) {
    return "workgroup " + workgroup + " is for Apache Spark: use one for Athena SQL";
  }

  /// A call that AWS answered with an error.
  ///
  /// @param said AWS's own words
  public static String failed(String call, String said) {
    return call + " failed" + (said.isEmpty() ? "" : ": " + said + remedy(said));
  }

  /// A query that brought no result.
  ///
  /// @param state `FAILED` or `CANCELLED`
  /// @param said AWS's own words
  public static String ended(String id, String state, String said, long scanned) {
    return "query %s ended with state %s after it scanned %s%s%s"
        .formatted(
            id, state, ByteCount.of(scanned), said.isEmpty() ? "" : ": " + said, remedy(said));
  }

  private static String remedy(String said) {
    String plain = NAMES.matcher(said).replaceAll("");
    return REMEDIES.stream()
        .filter(remedy -> remedy.error().matcher(plain).find())
        .findFirst()
        .map(remedy -> (said.endsWith(".") ? " " : ". ") + remedy.words())
        .orElse("");
  }
}
