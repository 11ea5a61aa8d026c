package dev.rolecall.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.Main;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.docs.DocumentationPage.CodeBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The commands that pages show run, or, where they need AWS (`<!-- needs: AWS -->`), are commands
/// of bash with options that exist.
class DocumentationCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OWN_COMMAND = Pattern.compile("incidents [a-z]+");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Pattern CALL =
      Pattern.compile("(?:^|[\\s(|])(?:\\./)?rolecall ((?:[a-z]|--)[^|>&)]*)");
  private static final Map<String, Set<String>> OPTIONS = new ConcurrentHashMap<>();

  static List<CodeBlock> shell() {
    return blocks().filter(CodeBlock::isShell).toList();
  }

  private static Stream<CodeBlock> blocks() {
    return DocumentationPage.all().stream().flatMap(page -> page.blocks().stream());
  }

  static List<CodeBlock> json() {
    return blocks()
        .filter(block -> block.language().equals("json") && !block.code().isBlank())
        .toList();
  }

  static List<String> runnable() {
    return shell().stream()
        .filter(block -> !block.needsAws())
        .flatMap(block -> block.commands().stream())
        .filter(command -> !command.equals("mvn verify"))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void everyCommandRuns(String command, @TempDir Path folder) throws IOException {
    assertThat(command).startsWith("./rolecall ");
    Path written = folder.resolve("report.html");
    String[] words =
        Arrays.stream(command.substring("./rolecall ".length()).split(" ", -1))
            .map(
                word ->
                    word.matches("(events|cli)\\b.*")
                        ? DocumentationPage.ROOT.resolve(word).toString()
                        : word)
            .map(word -> word.equals("report.html") ? written.toString() : word)
            .toArray(String[]::new);
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.status()).as(run.err()).isIn(expected(command));
    assertThat(Files.exists(written) ? Files.readString(written) : run.out()).isNotEmpty();
  }

  /// A plan is shown that would lock callers out.
  private static List<Integer> expected(String command) {
    return command.contains("plan-breaks.json")
        ? List.of(ExitStatus.DENIED)
        : List.of(ExitStatus.OK, ExitStatus.UNDETERMINED);
  }

  @ParameterizedTest
  @MethodSource("shell")
  void bashUnderstandsEveryBlock(CodeBlock block, @TempDir Path folder) throws Exception {
    Path script = Files.writeString(folder.resolve("block.sh"), block.code());
    Process bash =
        new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
    String complaints = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(complaints).isZero();
  }

  @ParameterizedTest
  @MethodSource("json")
  void everyJsonIsJson(CodeBlock block) throws JsonProcessingException {
    assertThat(JSON.readTree(block.code())).isNotNull();
  }

  static List<DocumentationPage> pages() {
    return DocumentationPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyOptionExists(DocumentationPage page) {
    Stream.concat(
            page.blocks().stream()
                .filter(CodeBlock::isShell)
                .flatMap(block -> block.commands().stream()),
            page.inlineCode().stream())
        .flatMap(line -> CALL.matcher(line).results().map(found -> found.group(1)))
        .forEach(call -> assertThat(options(call)).as(call).isSubsetOf(known(command(call))));
  }

  static Stream<CommandSpec> specs() {
    return commands(Main.spec());
  }

  private static Stream<CommandSpec> commands(CommandSpec spec) {
    return Stream.concat(
        Stream.of(spec),
        spec.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(DocumentationCommandsTest::commands));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyOptionIsInTheDocumentation(CommandSpec command) {
    Set<String> written = new TreeSet<>();
    for (DocumentationPage page : DocumentationPage.all()) {
      Stream.concat(page.blocks().stream().map(CodeBlock::code), page.inlineCode().stream())
          .forEach(code -> written.addAll(options(code)));
    }
    assertThat(command.options().stream().filter(option -> !option.hidden()))
        .extracting(OptionSpec::longestName)
        .isSubsetOf(written);
  }

  /// The command of a call; that of `incidents` has a command of its own.
  private static String command(String call) {
    Matcher own = OWN_COMMAND.matcher(call);
    return own.lookingAt() ? own.group() : call.split(" ", -1)[0];
  }

  private static Set<String> options(String text) {
    return OPTION
        .matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The options that the help of a command lists.
  private static Set<String> known(String command) {
    return OPTIONS.computeIfAbsent(
        command,
        name -> {
          CommandLineRun help =
              name.startsWith("--") || name.equals("COMMAND")
                  ? CommandLineRun.of("--help")
                  : CommandLineRun.of((name + " --help").split(" ", -1));
          assertThat(help.status()).as(name).isZero();
          return options(help.out());
        });
  }

  @Test
  void theReadmeTriesItFirst() {
    DocumentationPage readme = DocumentationPage.read(DocumentationPage.ROOT.resolve("README.md"));
    assertThat(runnable().getFirst())
        .isEqualTo("./rolecall explain events/external-id-missing/vendor-onboarding");
    assertThat(readme.text()).contains("\nmvn verify\n");
    assertThat(readme.text().lines()).hasSizeLessThanOrEqualTo(200);
  }
}
