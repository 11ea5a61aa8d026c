package dev.rolecall.history.athena.wording;

import dev.rolecall.explanation.wording.term.ByteCount;
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

  private static final List<Remedy> REMEDIES =
      List.of(
          new Remedy(
              "bytes scanned limit",
              LESS + ", or ask the owner of the workgroup to raise its limit."),
          new Remedy(
              "lake ?formation",
              "Ask a Lake Formation administrator to grant you DESCRIBE and SELECT on the table,"
                  + " and access to its data location."),
          new Remedy(
              "writing output|output (bucket|location)|unable to (verify|create)",
              "Athena needs s3:PutObject and s3:GetBucketLocation on the query result location,"
                  + " which must be in the Region of the query."),
          new Remedy(
              "glue:|AWSGlue",
              "Athena needs glue:GetDatabase, glue:GetTable and glue:GetPartitions on the table."),
          new Remedy(
              "kms",
              "Athena needs kms:Decrypt on the key that encrypts the table's data, and"
                  + " kms:GenerateDataKey on that of the result."),
          new Remedy(
              "access ?denied|permission denied|not authorized|forbidden",
              "Athena needs s3:GetObject and s3:ListBucket on the table's data. Check the bucket"
                  + " policy too if the bucket is in another account."),
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

  private AthenaWords() {}

  public static String disabled(String workgroup) {
    return "workgroup " + workgroup + " is disabled";
  }

  /// A call that AWS answered with an error.
  ///
  /// @param said AWS's own words
  public static String failed(String call, String said) {
    return call + " failed" + (said.isEmpty() ? "" : ": " + said);
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
    return REMEDIES.stream()
        .filter(remedy -> remedy.error().matcher(said).find())
        .findFirst()
        .map(remedy -> (said.endsWith(".") ? " " : ". ") + remedy.words())
        .orElse("");
  }
}
