package dev.rolecall.cli.wording;

import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.explanation.wording.term.ByteCount;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.report.sarif.SarifReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a command says on standard error while it runs and when it ends.
public final class RunWords {

  private RunWords() {}

  /// What was read and explained.
  ///
  /// @param undetermined of the denials
  /// @param others records that are not denied AssumeRole calls
  /// @param problems parts of the input that could not be read
  public static String explained(long denials, long undetermined, long others, long problems) {
    if (denials == 0) {
      return "no denied AssumeRole call found ("
          + (others == 0 && problems == 0 ? Count.of(0, "record") : rest(others, problems))
          + ")"
          + (others == 0 && problems > 0 ? "" : ". " + whereToLook());
    }
    return Count.of(denials, "denial")
        + " explained"
        + undetermined(undetermined)
        + (others > 0 ? "; " + Count.of(others, "other record") + " skipped" : "")
        + (problems > 0 ? "; " + problems(problems) : "");
  }

  /// Where CloudTrail records denied calls, and the command that finds them.
  public static String whereToLook() {
    return recorded()
        + " To search the last 90 days, run 'aws cloudtrail lookup-events --region us-east-1"
        + " --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRole | rolecall explain"
        + " -' with that region and credentials for that account; older calls are in the logs of a"
        + " trail with management read events.";
  }

  /// The same when CloudTrail was asked.
  ///
  /// @param region the option that adds regions
  /// @param account the option that adds accounts
  public static String whereElseToLook(String region, String account) {
    return recorded()
        + " Use "
        + region
        + " REGION to search other regions, and "
        + account
        + " ID or --profile NAME to search other accounts; calls older than 90 days are in the logs"
        + " of a trail with management read events.";
  }

  private static String recorded() {
    return "A denied AssumeRole call is recorded only in the CALLER's account (denied"
        + " AssumeRoleWithWebIdentity and AssumeRoleWithSAML calls in the role's account), in the"
        + " region whose STS endpoint was called (us-east-1 for the global endpoint), up to 15"
        + " minutes after the call.";
  }

  /// Of input that holds no record.
  ///
  /// @param what place and form of it
  public static String skipped(String what) {
    return "skipped " + what;
  }

  /// Of changes for which there was no room.
  public static String changesNotKept(long changes) {
    return "the input contains more IAM and Organizations changes than fit into memory: "
        + Count.of(changes, "change")
        + " not used as evidence; no answer that depends on them is certain. Pass fewer files to"
        + " use all of them.";
  }

  /// Of pairs of caller and role for which there was no room.
  public static String successesNotKept(long calls) {
    return "the input contains too many pairs of caller and role: "
        + Count.of(calls, "successful call")
        + " not used as evidence";
  }

  /// Of denials that were explained before all of the input was read.
  ///
  /// @param denials that were waiting
  public static String tooManyDenials(long denials) {
    return "no room for more than "
        + Count.of(denials, "denial")
        + ": explained before the rest of the input was read, so no answer is certain. Pass fewer"
        + " files, or free disk space for temporary files.";
  }

  /// Of changes that were read after answers to which they may matter.
  public static String changesAfterAnswers(long changes, long denials) {
    return "standard input paused, so that of "
        + Count.of(denials, "denial")
        + " some were explained before "
        + Count.of(changes, "change")
        + " that followed. Pass the input as a file to use all of it as evidence.";
  }

  /// How many denials were found while reading goes on.
  public static String soFarFound(long denials) {
    return "reading: " + Count.of(denials, "denial") + " so far";
  }

  /// How to name the caller.
  ///
  /// @param place of an error message without the caller
  /// @param caller what gives it: `--caller ARN`
  public static String nameCaller(String place, String caller) {
    return place
        + ": the message does not name the caller; add "
        + caller
        + " ('aws sts get-caller-identity'"
        + " in the environment that made the call prints it)";
  }

  /// Who is taken for the caller.
  ///
  /// @param place of an error message without the caller
  /// @param user the ARN of the user's own credentials
  /// @param caller what gives another one: `--caller ARN`
  public static String assumedCaller(String place, String user, String caller) {
    return place
        + ": the message does not name the caller; explained for your own credentials, "
        + user
        + " (use "
        + caller
        + " if they did not make the call)";
  }

  /// A command that cannot be run.
  ///
  /// @param why as the system says it
  public static String cannotRun(String command, @Nullable String why) {
    return command + because(why);
  }

  public static String commandNotFound() {
    return "command not found";
  }

  public static String notExecutable() {
    return "not an executable file";
  }

  /// What is said, on request, of a command that failed for another reason.
  public static String noDenialIn(String command, int status) {
    return command
        + " ended with status "
        + status
        + "; its output names no denied AssumeRole call";
  }

  /// About denials of a command that are left out.
  ///
  /// @param shown how many are explained
  public static String notExplained(int shown, int further) {
    return "the first "
        + shown
        + " different denials are explained, "
        + further
        + " more are not; fix these, then run the command again";
  }

  /// How to name the role.
  ///
  /// @param place of an error message without the role
  /// @param role what gives it: `--role ARN`
  public static String nameRole(String place, String role) {
    return place
        + ": the message does not name the role; add "
        + role
        + " (the role that the tool or the"
        + " workflow is configured to assume)";
  }

  /// How to name the service.
  ///
  /// @param place of an error message of a service that it does not name
  /// @param caller what gives it: `--caller`
  public static String nameService(String place, String caller) {
    return place
        + ": the message does not name the service; add "
        + caller
        + " with its service principal, such as lambda.amazonaws.com";
  }

  /// How to name the role that a service could not assume.
  ///
  /// @param place of an error message of a service
  /// @param role what gives it: `--role ARN`
  public static String nameRoleOfService(String place, String role) {
    return place
        + ": the service does not name the role; add "
        + role
        + " (the role that is configured for it)";
  }

  private static String rest(long others, long problems) {
    return others == 0
        ? problems(problems)
        : Count.of(others, "other record") + (problems > 0 ? "; " + problems(problems) : "");
  }

  private static String undetermined(long number) {
    return number > 0 ? ", " + Count.of(number) + " undetermined" : "";
  }

  private static String problems(long number) {
    return Count.of(number, "problem") + " in the input";
  }

  public static String soFarExplained(long denials) {
    return Count.of(denials, "denial") + " explained";
  }

  public static String soFarEvaluated(int pairs) {
    return Count.of(pairs, "pair") + " evaluated";
  }

  /// What is being checked.
  ///
  /// @param what the part of the installation
  public static String checking(String what) {
    return "checking " + what;
  }

  public static String inSnapshot(Object problem) {
    return "snapshot: " + problem;
  }

  public static String noPairs(Path file) {
    return file + ": the file contains no pairs, so nothing was checked";
  }

  public static String snapshotExists(Path file) {
    return file + " already exists; use --force to replace it";
  }

  public static String snapshotWritten(Path file, String holds) {
    return "wrote " + file + ": " + holds;
  }

  public static String snapshotIsSecret() {
    return "these files contain external IDs and every policy: keep them out of repositories";
  }

  public static String notRead(GapSentence gap) {
    return "not read: " + gap.fact() + ": " + gap.why() + " (" + gap.learnBy() + ")";
  }

  /// An interrupted report that is continued.
  ///
  /// @param sources those in the checkpoint
  public static String resuming(Path checkpoint, long sources) {
    return "resuming from " + checkpoint + " (" + Count.of(sources, "source") + " already read)";
  }

  /// What a report contains.
  public static String reported(
      long denials, int incidents, long undetermined, long records, long sources) {
    return "%s in %s%s; read %s from %s"
        .formatted(
            Count.of(denials, "denial"),
            Count.of(incidents, "incident"),
            undetermined(undetermined),
            Count.of(records, "record"),
            Count.of(sources, "source"));
  }

  /// How many incidents have a place in the configuration.
  public static String placed(SarifReport.Placed placed) {
    return "SARIF: "
        + Count.of(placed.results(), "result")
        + (placed.guesses() > 0 ? " (" + placed.guesses() + " with a guessed location)" : "")
        + (placed.several() > 0
            ? "; " + Count.of(placed.several(), "role") + " may be defined in several places"
            : "")
        + (placed.nowhere() > 0
            ? "; "
                + Count.of(placed.nowhere(), "role")
                + " not defined in the Terraform files (named in the report)"
            : "");
  }

  public static String noConfiguration(Path folder) {
    return folder
        + ": no Terraform configuration here (*.tf, *.tofu, *.tf.json, *.tofu.json or"
        + " terragrunt.hcl)";
  }

  /// How many problems there were in the input.
  ///
  /// @param onlyInReport some are named in the report only
  public static String problemsIn(long problems, boolean onlyInReport) {
    return "; " + problems(problems) + (onlyInReport ? " (all listed in the report)" : "");
  }

  public static String wrote(Path file) {
    return "; wrote " + file;
  }

  /// Where the pairs in use were written.
  ///
  /// @param leftOut calls of pairs beyond the most that are kept
  public static String pairsWritten(long pairs, Path file, long leftOut) {
    return "wrote "
        + Count.of(pairs, "pair")
        + " in use to "
        + file
        + (leftOut == 0 ? "" : "; left out " + Count.of(leftOut, "call") + " (too many pairs)");
  }

  /// How far the reading of a history has got.
  public static String soFarCollected(long days, long of) {
    return "reading successful calls: " + Count.of(days) + " of " + Count.of(of, "day");
  }

  /// Who was seen to assume which role.
  ///
  /// @param leftOut calls of pairs beyond the most that are kept
  public static String pairsFound(long pairs, long calls, long leftOut) {
    if (pairs == 0) {
      return "no successful AssumeRole call found, so nothing was checked";
    }
    return "found "
        + Count.of(pairs, "pair")
        + " of caller and role in "
        + Count.of(calls, "successful call")
        + (leftOut == 0 ? "" : "; left out " + Count.of(leftOut, "call") + " (too many pairs)");
  }

  /// Why nothing is checked.
  ///
  /// @param problems parts of the history that cannot be read
  public static String pairsIncomplete(long problems) {
    return "nothing was checked, because callers would be missing: "
        + Count.of(problems, "part")
        + " of the history cannot be read";
  }

  public static String soFarScanned(long bytes) {
    return ByteCount.of(bytes) + " scanned";
  }

  public static String listing(Object address) {
    return "listing " + address;
  }

  public static String athena(Object table) {
    return "Athena table " + table;
  }

  /// How a query of Athena comes along.
  public static String athenaRuns(boolean queued, Duration since, long scanned) {
    return "Athena: "
        + (queued ? "the query waits" : soFarScanned(scanned))
        + ", "
        + TimeFormat.length(since);
  }

  /// A query of Athena was started.
  ///
  /// @param limit so many bytes the workgroup scans at most for a query
  /// @param option what takes up the query again: `--query-id`
  public static String athenaStarted(
      String id, String workgroup, Optional<Long> limit, String option) {
    return "Athena runs query %s in workgroup %s%s. Ctrl-C cancels it. To read its result again, add %s %s."
        .formatted(
            id,
            workgroup,
            limit
                .map(bytes -> ", which scans at most " + ByteCount.of(bytes) + " per query")
                .orElse(""),
            option,
            id);
  }

  /// Athena cannot be reached.
  public static String athenaUnanswered(Duration since) {
    return "Athena: no answer, " + TimeFormat.length(since);
  }

  /// A query whose result was not read to its end.
  ///
  /// @param command that reads it, or the option to add
  public static String athenaResumed(String id, String command) {
    return "to read the result of query "
        + id
        + " without paying for it again"
        + (command.startsWith("-") ? ", add to the same command: " : ": ")
        + command;
  }

  public static String athenaCancelled(String id) {
    return "query " + id + " is cancelled. AWS charges for the bytes that it has scanned.";
  }

  /// A query that was to be cancelled.
  public static String athenaNotCancelled(@Nullable String why) {
    return "the query runs on and cannot be cancelled" + because(why);
  }

  /// The result of the same query was there.
  ///
  /// @param option that does without
  public static String athenaReused(String option) {
    return "Athena reused the result of the same query, run within the last hour. To run it again,"
        + " add "
        + option
        + ".";
  }

  /// A result that is older than the end of the period.
  public static String onlyUntil(String id, Instant started) {
    return "query " + id + " was started at " + started + ": its result contains nothing later";
  }

  public static String placeOverridden(String option, String workgroup) {
    return option + " has no effect: workgroup " + workgroup + " enforces its own settings";
  }

  public static String noPlace(String workgroup, String option) {
    return "workgroup %s has no query result location: add %s s3://BUCKET/PREFIX/, or set one in the workgroup"
        .formatted(workgroup, option);
  }

  /// A table that does not fit, after a statement that creates one that does.
  public static String unfitTable(String problem) {
    return problem + ". The statement above creates a table that fits: replace its placeholders.";
  }

  /// A query whose result is not a CSV file.
  public static String noCsv(String id, String location) {
    return "the result of query " + id + " is not a CSV file: " + location;
  }

  /// The call that reads an object of S3.
  public static String reading(String location) {
    return "s3:GetObject on " + location;
  }

  public static String notOurQuery(String id) {
    return "query " + id + " is not a query of Rolecall";
  }

  /// A query that was started with other options.
  ///
  /// @param asked what it was started for
  public static String otherQuery(String id, String table, HistoryRequest asked) {
    return "query %s was started for table %s, %s to %s, %s, %s%s: add the same options, or run a new query"
        .formatted(
            id,
            table,
            asked.from().map(Object::toString).orElse("the first date"),
            asked.to().map(Object::toString).orElse("the last"),
            asked.accounts().isEmpty()
                ? "all accounts"
                : "accounts "
                    + String.join(", ", asked.accounts().stream().map(Object::toString).toList()),
            asked.regions().isEmpty()
                ? "all Regions"
                : "Regions " + String.join(", ", asked.regions()),
            switch (asked.purpose()) {
              case REPORT -> "";
              case REPORT_WITH_PAIRS -> ", with pairs";
              case PAIRS -> ", pairs only";
            });
  }

  public static String cannotRead(Object what, @Nullable String why) {
    return what + ": cannot be read" + because(why);
  }

  public static String cannotWrite(Object what, @Nullable String why) {
    return "cannot write " + what + because(why);
  }

  public static String output(Optional<Path> file) {
    return file.map(Path::toString).orElse("the output");
  }

  private static String because(@Nullable String why) {
    return why == null || why.isEmpty() ? "" : ": " + why;
  }

  public static String noSuchFile() {
    return "no such file";
  }

  /// Of a file whose name is not repeated.
  public static String noTokenFile(String option) {
    return option + ": no such file";
  }

  /// That `rolecall run` needs what Windows does not have.
  public static String notOnWindows() {
    return "rolecall run is not available on Windows. Run the command, and pass what it prints:"
        + " COMMAND 2>&1 | rolecall explain -";
  }

  public static String notUtf8() {
    return "not UTF-8";
  }

  public static String interrupted() {
    return "interrupted";
  }

  /// A defect of Rolecall.
  ///
  /// @param traced whether its stack trace follows
  public static String internalError(Throwable error, boolean traced) {
    return "internal error (please report"
        + (traced ? "" : "; ROLECALL_TRACE=1 adds the stack trace")
        + "): "
        + error;
  }

  /// Files of a configuration that cannot be read, apart from those that are named.
  public static String moreProblems(int more) {
    return more + " more problems in the configuration";
  }

  /// The files that GitHub's runner gives a step.
  public static String runnerFiles() {
    return "the summary or the outputs of the step";
  }
}
