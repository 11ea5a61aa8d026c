import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Writes what `--help` shows as man pages, one for each command, in the macros that every `man`
/// knows: groff's and mandoc's.
final class ManPages {

  private static final String STATUSES = "Exit status:";
  private static final Pattern ITEM = Pattern.compile("(?<label>\\S{1,12})  (?<text>.*)");

  /// Of 80 columns, what is left beside the margins and a backslash.
  private static final int WIDTH = 66;

  private static final int INDENT = 2;

  private final CommandSpec command;
  private final StringBuilder page = new StringBuilder();

  private ManPages(CommandSpec command) {
    this.command = command;
  }

  static void write(CommandSpec root, String version, Path folder) throws IOException {
    Files.createDirectories(folder);
    write(new CommandLine(root), version, folder);
  }

  private static void write(CommandLine line, String version, Path folder) throws IOException {
    CommandSpec command = line.getCommandSpec();
    Files.writeString(
        folder.resolve(pageName(command) + ".1"), new ManPages(command).written(version));
    for (CommandLine below : line.getSubcommands().values()) {
      write(below, version, folder);
    }
  }

  private static String pageName(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private String written(String version) {
    List<String> description = lines(command.usageMessage().description());
    page.append(".\\\" Made from the help of the command; do not edit.\n");
    String title = pageName(command).toUpperCase(Locale.ROOT);
    page.append(".TH \"%s\" \"1\" \"\" \"Rolecall %s\" \"Rolecall\"%n".formatted(title, version));
    page.append(".nh\n.ad l\n");
    section("NAME");
    line(pageName(command) + " - " + firstSentence(description));
    section("SYNOPSIS");
    synopsis();
    section("DESCRIPTION");
    paragraphs(description);
    commands();
    arguments();
    options();
    footer();
    seeAlso();
    return page.toString();
  }

  private static String firstSentence(List<String> description) {
    String first = description.isEmpty() ? "" : description.getFirst();
    int end = first.indexOf(". ");
    String sentence = (end < 0 ? first : first.substring(0, end)).replaceFirst("[.:]$", "");
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private void synopsis() {
    String[] custom = command.usageMessage().customSynopsis();
    if (custom.length > 0) {
      Arrays.stream(custom).forEach(this::line);
      return;
    }
    page.append("\\fB").append(escaped(command.qualifiedName())).append("\\fR");
    page.append(" [\\fIOPTIONS\\fR]");
    for (PositionalParamSpec each : command.positionalParameters()) {
      String label = "\\fI" + escaped(each.paramLabel()) + "\\fR";
      String many = each.arity().max() > 1 ? "..." : "";
      page.append(each.required() ? " " + label + many : " [" + label + many + "]");
    }
    page.append(command.subcommands().isEmpty() ? "\n" : " \\fICOMMAND\\fR\n");
  }

  private void commands() {
    if (command.subcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    command
        .subcommands()
        .values()
        .forEach(
            below -> {
              CommandSpec spec = below.getCommandSpec();
              List<String> text = lines(spec.usageMessage().description());
              item("\\fB" + escaped(spec.name()) + "\\fR", text.stream().limit(1).toList());
            });
  }

  private void arguments() {
    if (!command.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
      for (PositionalParamSpec each : command.positionalParameters()) {
        item("\\fI" + escaped(each.paramLabel()) + "\\fR", lines(each.description()));
      }
    }
  }

  private void options() {
    section("OPTIONS");
    command.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "")))
        .forEach(option -> item(label(option), lines(option.description())));
  }

  private static String label(OptionSpec option) {
    List<String> names =
        Stream.of(option.names())
            .sorted(Comparator.comparingInt(String::length))
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .toList();
    String value = option.arity().max() == 0 ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
    return String.join(", ", names) + value;
  }

  /// Examples, then what the exit status means.
  private void footer() {
    List<String> lines = lines(command.usageMessage().footer());
    int statuses = lines.indexOf(STATUSES);
    int end = statuses < 0 ? lines.size() : statuses;
    if (lines.stream().limit(end).anyMatch(line -> !line.isBlank())) {
      section("EXAMPLES");
      examples(lines.subList(0, end));
    }
    if (statuses >= 0) {
      section("EXIT STATUS");
      statuses(lines.subList(statuses + 1, lines.size()));
    }
  }

  private void examples(List<String> lines) {
    boolean code = false;
    for (String each : lines) {
      String text = each.strip();
      boolean command = !text.isEmpty() && !text.startsWith("# ") && !text.startsWith("Run '");
      if (code && !command) {
        page.append(".fi\n.RE\n");
      } else if (!code && command) {
        page.append(".RS 4\n.nf\n");
      }
      code = command;
      if (command) {
        wrapped(each.substring(Math.min(2, each.length() - each.stripLeading().length())))
            .forEach(this::line);
      } else if (!text.isEmpty()) {
        page.append(".PP\n");
        line(text.startsWith("# ") ? text.substring(2).replaceFirst("(?<![?.:])$", ":") : text);
      }
    }
    page.append(code ? ".fi\n.RE\n" : "");
  }

  /// A command in lines that 80 columns take, between its arguments and their values.
  private static List<String> wrapped(String command) {
    int end =
        command.length() <= WIDTH
            ? -1
            : Math.max(command.lastIndexOf(" -", WIDTH), command.lastIndexOf(" | ", WIDTH));
    return end <= INDENT
        ? List.of(command)
        : Stream.concat(
                Stream.of(command.substring(0, end) + " \\"),
                wrapped(" ".repeat(INDENT) + command.substring(end).strip()).stream())
            .toList();
  }

  private void statuses(List<String> lines) {
    List<String> paragraph = new ArrayList<>();
    for (String each : lines) {
      Matcher item = ITEM.matcher(each.strip());
      if (item.matches() || each.isBlank()) {
        paragraphs(List.of(String.join(" ", paragraph)));
        paragraph.clear();
      }
      if (item.matches()) {
        item("\\fB" + escaped(item.group("label")) + "\\fR", List.of(item.group("text")));
      } else if (!each.isBlank()) {
        paragraph.add(each.strip());
      }
    }
    paragraphs(List.of(String.join(" ", paragraph)));
  }

  private void seeAlso() {
    Stream<CommandSpec> others =
        command.parent() == null
            ? Stream.of()
            : Stream.concat(
                Stream.of(command.parent()),
                command.parent().subcommands().values().stream()
                    .map(CommandLine::getCommandSpec)
                    .filter(other -> other != command));
    Stream<CommandSpec> below =
        command.subcommands().values().stream().map(CommandLine::getCommandSpec);
    List<String> pages =
        Stream.concat(others, below)
            .map(other -> "\\fB" + escaped(pageName(other)) + "\\fR(1)")
            .toList();
    section("SEE ALSO");
    page.append(String.join(", ", pages)).append('\n');
  }

  private void section(String name) {
    page.append(".SH ").append(name).append('\n');
  }

  private void item(String label, List<String> text) {
    page.append(".TP\n").append(label).append('\n');
    for (int i = 0; i < text.size(); i++) {
      page.append(i > 0 ? ".sp\n" : "");
      line(text.get(i));
    }
  }

  private void paragraphs(List<String> texts) {
    for (String text : texts) {
      if (!text.isBlank()) {
        page.append(".PP\n");
        line(text);
      }
    }
  }

  private void line(String text) {
    page.append(escaped(text)).append('\n');
  }

  private static List<String> lines(String... text) {
    return Stream.of(text)
        .flatMap(each -> Stream.of(each.replace("%n", "\n").replace("%%", "%").split("\n", -1)))
        .toList();
  }

  /// Text in which no character means anything to `man`.
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              switch (each) {
                case '\\' -> safe.append("\\e");
                case '-' -> safe.append("\\-");
                case '\'' -> safe.append("\\(aq");
                case '`' -> safe.append("\\(ga");
                case '^' -> safe.append("\\(ha");
                case '~' -> safe.append("\\(ti");
                case '"' -> safe.append("\\(dq");
                default -> {
                  if (each < 0x80) {
                    safe.append((char) each);
                  } else {
                    safe.append("\\[u%04X]".formatted(each));
                  }
                }
              }
            });
    return safe.toString().startsWith(".") ? "\\&" + safe : safe.toString();
  }
}
