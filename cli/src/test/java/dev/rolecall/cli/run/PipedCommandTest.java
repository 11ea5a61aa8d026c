package dev.rolecall.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.aws.Moto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `rolecall run` where a script or a CI system started it: no stream is a terminal.
class PipedCommandTest {

  @TempDir private Path folder;

  private RunningRolecall start(List<String> options, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(options);
    words.add("--");
    words.addAll(List.of(command));
    return RunningRolecall.piped(
        folder, RunningRolecall.command(List.of(), words.toArray(String[]::new)));
  }

  private RunningRolecall.Ended run(List<String> options, String... command) throws Exception {
    try (RunningRolecall running = start(options, command)) {
      return running.endsWithoutInput();
    }
  }

  private RunningRolecall.Ended shell(String text) throws Exception {
    return run(List.of(), "sh", "-c", text);
  }

  @Test
  void nothingIsAddedToACommandThatSucceeds() throws Exception {
    assertThat(shell(Scripts.WORKS))
        .isEqualTo(new RunningRolecall.Ended(0, "out\n", "warning: " + Scripts.DENIED + "\n"));
  }

  @Test
  void aDenialIsExplainedOnStandardError() throws Exception {
    RunningRolecall.Ended ended = shell(Scripts.FAILS);
    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.out()).isEqualTo("out\n");
    assertThat(ended.err())
        .startsWith("Error: " + Scripts.DENIED + "\nno end\n\nUser `ci` in account 111111111111")
        .contains("could not assume role `deploy` in account", "222222222222.")
        .doesNotContain("\u001b")
        .doesNotContain("1 denial explained");
  }

  @Test
  void soIsOneOnStandardOutputAndOneInJson() throws Exception {
    String json = "{\"@level\":\"error\",\"@message\":\"Error: " + Scripts.DENIED + "\"}";
    RunningRolecall.Ended ended = shell("echo '" + json + "'; exit 1");
    assertThat(ended.out()).isEqualTo(json + "\n");
    assertThat(ended.err()).contains("could not assume role `deploy`");
  }

  @Test
  void whatIsDeniedAgainAndAgainIsExplainedOnce() throws Exception {
    RunningRolecall.Ended ended =
        shell(
            "for i in 1 2 3; do echo 'Error: "
                + Scripts.DENIED
                + "'; echo 'Error: "
                + Scripts.DENIED
                + "' >&2; done; exit 1");
    assertThat(ended.err().split("could not assume role", -1)).hasSize(2);
  }

  @Test
  void anotherFailureIsItsOwn() throws Exception {
    RunningRolecall.Ended ended = new RunningRolecall.Ended(9, "", "AccessDenied: s3:GetObject\n");
    String text = "echo 'AccessDenied: s3:GetObject' >&2; exit 9";
    assertThat(shell(text)).isEqualTo(ended);
    assertThat(run(List.of("--verbose"), "sh", "-c", text).err())
        .isEqualTo(
            ended.err()
                + "rolecall: sh ended with status 9; its output names no denied AssumeRole"
                + " call\n");
  }

  @Test
  void optionsAreThoseOfExplain() throws Exception {
    RunningRolecall.Ended ended =
        run(
            List.of("--format", "json", "--caller", "arn:aws:iam::333333333333:user/ann"),
            "sh",
            "-c",
            "echo 'Error: IAM Role (arn:aws:iam::222222222222:role/deploy) cannot be assumed.' >&2;"
                + " exit 1");
    assertThat(ended.err().lines().toList().getLast())
        .startsWith("{\"schema\":\"rolecall/1\"")
        .contains("\"principalArn\":\"arn:aws:iam::333333333333:user/ann\"");
  }

  @Test
  void whatTheMessageDoesNotNameIsAskedFor() throws Exception {
    assertThat(
            shell("echo 'Not authorized to perform sts:AssumeRoleWithWebIdentity'; exit 1").err())
        .contains("rolecall: sh: record 1: the message does not name the role; add --role ARN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "it's",
        "\"quoted\"",
        "two\nlines\n",
        "@/etc/hostname",
        "${HOME} $(id) `id` \\ * ? ~ !x",
        "--",
        "--help",
        "-V",
        "é \u20ac \ud83d\ude80"
      })
  void argumentsArriveAsTheyAre(String argument) throws Exception {
    RunningRolecall.Ended ended =
        run(List.of(), "sh", "-c", "printf '<%s>' \"$@\"", "sh", argument, "last");
    assertThat(ended).isEqualTo(new RunningRolecall.Ended(0, "<" + argument + "><last>", ""));
  }

  @Test
  void theDashesMayBeMissing() throws Exception {
    try (RunningRolecall running =
        RunningRolecall.piped(
            folder,
            RunningRolecall.command(
                List.of(), "run", "--verbose", "sh", "-c", "echo $0", "--verbose"))) {
      assertThat(running.endsWithoutInput().out()).isEqualTo("--verbose\n");
    }
  }

  @Test
  void standardInputIsTheCommands() throws Exception {
    try (RunningRolecall running = start(List.of(), "sh", "-c", "read -r x; echo \"<$x>\"; cat")) {
      running.types("yes\n").awaits("<yes>").types("rest");
      assertThat(running.endsWithoutInput().out()).isEqualTo("<yes>\nrest");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nosuch, 127, 'rolecall: nosuch: command not found'",
    "./nosuch, 127, 'rolecall: ./nosuch: command not found'",
    "'', 127, 'rolecall: : command not found'",
    "./plain, 126, 'rolecall: ./plain: not an executable file'",
    "./, 126, 'rolecall: ./: not an executable file'"
  })
  void whatCannotRunEndsAsInAShell(String name, int status, String problem) throws Exception {
    Files.writeString(folder.resolve("plain"), "text");
    RunningRolecall.Ended ended = run(List.of(), name);
    assertThat(ended).isEqualTo(new RunningRolecall.Ended(status, "", problem + "\n"));
  }

  @ParameterizedTest
  @CsvSource({"KILL, 137", "SEGV, 139", "TERM, 143"})
  void theSignalThatEndedItIsInTheStatus(String signal, int status) throws Exception {
    assertThat(shell("kill -s " + signal + " $$"))
        .isEqualTo(new RunningRolecall.Ended(status, "", ""));
  }

  @Test
  void aScriptWithoutAFirstLineRuns() throws Exception {
    Path script = Scripts.write(folder, "plain.sh", "");
    Files.writeString(script, "echo plain\n");
    assertThat(run(List.of(), "./plain.sh").out()).isEqualTo("plain\n");
  }

  @Test
  void aMissingSnapshotIsSaidBeforeTheCommandRuns() throws Exception {
    RunningRolecall.Ended ended = run(List.of("--snapshot", "nowhere"), "touch", "ran");
    assertThat(ended.status()).isEqualTo(5);
    assertThat(ended.err()).contains("nowhere");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void theOrderOfOutputAndErrorsStays() throws Exception {
    List<String> command =
        RunningRolecall.command(
            List.of(),
            "run",
            "--",
            "sh",
            "-c",
            "for i in 1 2 3 4 5 6 7 8 9; do echo o$i; echo e$i >&2; done");
    List<String> merged = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>&1", "sh"));
    merged.addAll(command);
    try (RunningRolecall running = RunningRolecall.piped(folder, merged)) {
      assertThat(running.endsWithoutInput().out().lines())
          .containsExactlyElementsOf(
              Stream.iterate(1, i -> i < 10, i -> i + 1)
                  .flatMap(i -> Stream.of("o" + i, "e" + i))
                  .toList());
    }
  }

  @Test
  void noFileRemains() throws Exception {
    List<String> command =
        RunningRolecall.command(
            List.of("-Djava.io.tmpdir=" + folder), "run", "--", "sh", "-c", Scripts.FAILS);
    List<String> words = new ArrayList<>(List.of("env", "TMPDIR=" + folder));
    words.addAll(command);
    try (RunningRolecall running = RunningRolecall.piped(folder, words)) {
      assertThat(running.endsWithoutInput().status()).isEqualTo(3);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whoReadsNoMoreEndsTheCommand() throws Exception {
    List<String> words =
        new ArrayList<>(List.of("bash", "-c", "\"$@\" | head -n 1; echo ${PIPESTATUS[0]}", "x"));
    words.addAll(RunningRolecall.command(List.of(), "run", "--", "yes"));
    try (RunningRolecall running = RunningRolecall.piped(folder, words)) {
      assertThat(running.endsWithoutInput().out()).isEqualTo("y\n141\n");
    }
  }

  @Test
  void whatTheCommandLeavesInTheBackgroundIsNotWaitedFor() throws Exception {
    RunningRolecall.Ended ended =
        shell("sleep 40 & echo 'Error: " + Scripts.DENIED + "' >&2; echo $!; exit 6");
    assertThat(ended.status()).isEqualTo(6);
    assertThat(ended.err()).contains("could not assume role `deploy`");
    ProcessHandle.of(Long.parseLong(ended.out().strip())).ifPresent(ProcessHandle::destroy);
  }

  @ParameterizedTest
  @CsvSource({
    "INT, true",
    "INT, false",
    "TERM, true",
    "TERM, false",
    "HUP, true",
    "HUP, false",
    "USR1, false"
  })
  void aSignalReachesTheCommandOnce(String signal, boolean toAll) throws Exception {
    Moto.require("setsid");
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(RunningRolecall.command(List.of(), "run", "--", "sh", "-c", Scripts.COUNTS));
    try (RunningRolecall running = RunningRolecall.piped(folder, words)) {
      running.awaits("ready\n");
      RunningRolecall.Ended ended =
          (toAll ? running.groupGets(signal) : running.gets(signal)).ends();
      assertThat(ended.out()).endsWith("signals: 1\n");
      assertThat(ended.status()).isEqualTo(41);
    }
  }
}
