package dev.rolecall.cli.wording;

import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.explanation.wording.term.Count;
import java.nio.file.Path;
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
          + (others == 0 && problems > 0
              ? ""
              : ". Denials appear in the CALLER's account, in the region whose STS endpoint was"
                  + " called, a few minutes after the call.");
    }
    return Count.of(denials, "denial")
        + " explained"
        + undetermined(undetermined)
        + (others > 0 ? "; " + Count.of(others, "other record") + " skipped" : "")
        + (problems > 0 ? "; " + problems(problems) : "");
  }

  /// Of input that holds no record.
  ///
  /// @param what place and form of it
  public static String skipped(String what) {
    return "skipped " + what;
  }

  /// How to name the caller.
  ///
  /// @param place of an error message without the caller
  public static String nameCaller(String place) {
    return place
        + ": the message does not name the caller; add --caller ARN ('aws sts get-caller-identity'"
        + " in the environment that made the call prints it)";
  }

  /// Who is taken for the caller.
  ///
  /// @param place of an error message without the caller
  /// @param user the ARN of the user's own credentials
  public static String assumedCaller(String place, String user) {
    return place
        + ": the message does not name the caller; explained for your own credentials, "
        + user
        + " (use --caller ARN if they did not make the call)";
  }

  /// How to name the role.
  ///
  /// @param place of an error message without the role
  public static String nameRole(String place) {
    return place
        + ": the message does not name the role; add --role ARN (the role that the tool or the"
        + " workflow is configured to assume)";
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

  public static String listing(Object address) {
    return "listing " + address;
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
}
