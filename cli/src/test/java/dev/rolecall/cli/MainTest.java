package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.StandardOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {

  private static final String STORY = "../events/external-id-missing/vendor-onboarding";
  private static final String UNDETERMINED = "../events/undetermined/everything-allows";

  @TempDir private Path folder;

  private static String record() throws IOException {
    return Files.readString(Path.of(STORY, "event.json"));
  }

  @Test
  void anExplainedDenialEndsWithZeroAndSaysNothingOnStandardError() {
    CommandLineRun run = CommandLineRun.of("explain", STORY);
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("external ID");
  }

  @Test
  void anUndeterminedDenialEndsWithThree() {
    assertThat(CommandLineRun.of("explain", UNDETERMINED).status()).isEqualTo(3);
  }

  @Test
  void inputWithoutADenialEndsWithFour() throws IOException {
    Path file = folder.resolve("log.json");
    Files.writeString(
        file, "{\"Records\":[{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\"}]}");
    CommandLineRun run = CommandLineRun.of("explain", file.toString());
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err())
        .contains("no denied AssumeRole call found (1 other record)", "CALLER's account");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventName\":\"AssumeRole\",\"errorCode\":\"AccessDenied\",\"userIdentity\":17}",
        "{\"eventName\":\"AssumeRole\"",
        "no json at all"
      })
  void malformedInputEndsWithFiveAndNamesThePlace(String input) throws IOException {
    Path file = folder.resolve("bad.json");
    Files.writeString(file, input);
    CommandLineRun run = CommandLineRun.of("explain", file.toString());
    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err()).contains("bad.json").doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void aBrokenLineDoesNotSpoilTheOthers() throws IOException {
    String line = record().replace("\n", " ");
    CommandLineRun run =
        CommandLineRun.withInput(
            "{\"eventName\": \"AssumeRole\", \"broken\n" + line + "\n",
            "explain",
            "-",
            "--format",
            "json",
            "--snapshot",
            STORY + "/snapshot");
    assertThat(run.status()).isEqualTo(5);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.out()).contains("EXTERNAL_ID_MISSING");
  }

  @Test
  void gzippedLogsAreReadFromStandardInputToo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(record().getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("log.json.gz");
    Files.write(file, bytes.toByteArray());
    assertThat(Base64.getEncoder().encodeToString(bytes.toByteArray())).startsWith("H4s");
    assertThat(CommandLineRun.of("explain", file.toString(), "--format", "json").out())
        .contains("\"schema\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "explain",
        "explain --nonsense x",
        "run",
        "run --verbose --",
        "run --profile ci -- true",
        "run --role nonsense -- true",
        "explain x --format yaml",
        "explain x --profile ci",
        "explain x --live --reader-external-id acme",
        "snapshot",
        "snapshot --output x --account 17",
        "snapshot --output x --since 91d",
        "snapshot --output x --since soon",
        "check --role arn:aws:iam::111122223333:role/a",
        "check --role nonsense --caller arn:aws:iam::111122223333:role/a",
        "check --role arn:aws:iam::111122223333:role/a --caller nonsense",
        "check --role arn:aws:iam::111122223333:role/a --caller arn:aws:iam::111122223333:role/b"
            + " --context nonsense",
        "check --role arn:aws:iam::111122223333:role/a --caller arn:aws:iam::111122223333:role/b"
            + " --context =acme"
      })
  void aWrongCommandLineEndsWithTwoAndPointsToHelp(String line) {
    CommandLineRun run = CommandLineRun.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("rolecall: ").contains("--help");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "explian x | unknown command 'explian'. Did you mean 'explain'?",
        "xyzzy | unknown command 'xyzzy'. Use explain, run, check, report, incidents, snapshot,"
            + " doctor or mcp.",
        "explain --snapshto x | unknown option '--snapshto'. Did you mean --snapshot?",
        "explain --vebrose x | unknown option '--vebrose'. Did you mean --verbose?",
        "explain --lvie x | unknown option '--lvie'. Did you mean --live?",
        "explain --regon x | unknown option '--regon'. Did you mean --region?",
        "explain --nothing-like-it x | unknown option '--nothing-like-it'.",
        "--verison | unknown option '--verison'. Did you mean --version?",
        "SNAPHSOT | unknown command 'SNAPHSOT'. Did you mean 'snapshot'?",
        "help reprot | unknown command 'reprot'. Did you mean 'report'?",
        "help xyzzy | unknown command 'xyzzy'. Use explain, run, check, report, incidents,"
            + " snapshot, doctor or mcp.",
        "pom.xml | unknown command 'pom.xml'. Did you mean 'rolecall explain pom.xml'?",
        "- | unknown command '-'. Did you mean 'rolecall explain -'?",
        "check --caller x y | unexpected argument 'y'"
      })
  void whatIsMisspeltIsNamedWithWhatWasMeant(String line, String problem) {
    CommandLineRun run = CommandLineRun.of(line.split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("rolecall: " + problem + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "explain",
        "run",
        "check",
        "report",
        "incidents",
        "incidents list",
        "incidents show",
        "incidents snooze",
        "incidents resolve",
        "snapshot",
        "doctor"
      })
  void helpHasExamplesAndExitStatusesInEightyColumns(String command) {
    CommandLineRun run = CommandLineRun.of((command + " --help").strip().split(" ", -1));
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Examples:\n  # ", "\n  rolecall " + command, "Exit status:\n  0  ");
    assertThat(run.out().lines())
        .filteredOn(line -> !line.matches("    --\\S+ \\S{50,}( \\\\)?"))
        .allMatch(line -> line.length() <= 80);
    assertThat(run.out().lines().dropWhile(line -> !line.equals("Examples:")).skip(1))
        .allMatch(line -> line.isEmpty() || line.startsWith("  ") || line.equals("Exit status:"));
  }

  @Test
  void aSnapshotThatIsNotThereEndsWithFive() {
    CommandLineRun run = CommandLineRun.of("explain", STORY, "--snapshot", folder + "/nowhere");
    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err()).contains("nowhere");
  }

  @Test
  void helpNamesCommandsAndExitStatuses() {
    CommandLineRun run = CommandLineRun.of("--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("explain", "check", "snapshot", "Exit status");
    assertThat(CommandLineRun.of("explain", "--help").out()).contains("--snapshot", "Examples");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"explain", "check", "report", "snapshot", "doctor", "generate-completion"})
  void helpOfACommandIsThatOfItsOption(String command) {
    CommandLineRun run = CommandLineRun.of("help", command);
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: rolecall " + command)
        .isEqualTo(CommandLineRun.of(command, "--help").out());
  }

  @Test
  void helpAloneIsThatOfAllCommands() {
    assertThat(CommandLineRun.of("help")).isEqualTo(CommandLineRun.of("--help"));
  }

  /// The list of commands is written without describing their options.
  @Test
  void helpIsThatOfTheWholeCommand() {
    assertThat(CommandLineRun.of("--help").out())
        .isEqualTo(new CommandLine(Main.spec()).getUsageMessage(CommandLine.Help.Ansi.OFF));
  }

  /// What picocli converts by reflection is left out.
  @Test
  void optionsHaveTypesThatAreConverted() {
    assertThat(types(Main.spec()).distinct())
        .contains(Path.class, Integer.class)
        .allSatisfy(
            type ->
                assertThat(
                        type.isEnum()
                            || List.of(
                                    boolean.class,
                                    Integer.class,
                                    List.class,
                                    Path.class,
                                    String.class)
                                .contains(type))
                    .as(type.getName())
                    .isTrue());
  }

  private static Stream<Class<?>> types(CommandSpec spec) {
    return Stream.concat(
        spec.args().stream()
            .flatMap(arg -> Stream.concat(Stream.of(arg.type()), Stream.of(arg.auxiliaryTypes()))),
        spec.subcommands().values().stream().flatMap(line -> types(line.getCommandSpec())));
  }

  @Test
  void withoutACommandTheHelpFollowsTheError() {
    CommandLineRun run = CommandLineRun.of();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("rolecall: no command given: use explain, run, check, ")
        .endsWith(CommandLineRun.of("--help").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Events\": []}",
        "{\"Records\": []}",
        "{\"detail-type\": \"AWS API Call via CloudTrail\", \"source\": \"aws.s3\", \"detail\":"
            + " {\"eventSource\": \"s3.amazonaws.com\", \"eventName\": \"GetObject\"}}"
      })
  void inputWithoutADenialSaysWhereDenialsAre(String input) {
    for (String command : new String[] {"explain -", "report - --format json"}) {
      CommandLineRun run = CommandLineRun.withInput(input, command.split(" ", -1));
      assertThat(run.err())
          .contains(
              "the CALLER's account",
              "us-east-1 for the global endpoint",
              "15 minutes",
              "last 90 days",
              "aws cloudtrail lookup-events --region us-east-1 --lookup-attributes"
                  + " AttributeKey=EventName,AttributeValue=AssumeRole",
              "a trail with management read events");
    }
  }

  @Test
  void externalIdsAreMaskedUnlessAskedFor() {
    String masked = CommandLineRun.of("explain", STORY, "--format", "markdown").out();
    String shown =
        CommandLineRun.of("explain", STORY, "--format", "markdown", "--show-external-ids").out();
    assertThat(masked).isNotEqualTo(shown);
  }

  @Test
  void completionIsOffered() {
    assertThat(CommandLineRun.of("generate-completion").out()).contains("complete -F");
  }

  @Test
  void messagesForSlackAndSnsAreOneLineOfJsonForEachDenial() throws IOException {
    for (String format : new String[] {"slack", "sns"}) {
      CommandLineRun run = CommandLineRun.of("explain", STORY, UNDETERMINED, "--format", format);
      assertThat(run.status()).isEqualTo(3);
      assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
    }
    assertThat(CommandLineRun.of("explain", "--help").out()).contains("slack", "sns publish");
  }

  @ParameterizedTest
  @CsvSource({
    "Broken pipe, explain " + STORY + ", 141, ''",
    "Broken pipe, help, 141, ''",
    "Broken pipe, explain --help, 141, ''",
    "Broken pipe, report " + STORY + " --format json, 141, ''",
    "Broken pipe, generate-completion, 141, ''",
    "No space left on device, explain "
        + STORY
        + ", 1, 'rolecall: cannot write the output: No space left on device\n'"
  })
  void aClosedPipeIsNoErrorAndAFullDiskIs(String reason, String line, int status, String said) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            Console.stream(new StandardOutput(failing)),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of());
    assertThat(new Main(console, Clock.systemUTC()).run(line.split(" ", -1))).isEqualTo(status);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(said);
  }

  /// Other characters on Windows.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "explain|event.json|--snapshot|a\0b",
        "check|--pairs|a\0b",
        "check|--pairs|pairs.yaml|--plan|a\0b",
        "report|events|--output|a\0b",
        "report|events|--format|sarif|--terraform|a\0b",
        "snapshot|--output|a\0b"
      })
  void whatCannotBeAPathIsSaidToBeNone(String line) {
    CommandLineRun run = CommandLineRun.of(line.split("\\|"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("is not a path on this system").doesNotContain("Exception");
  }
}
