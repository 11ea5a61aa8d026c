package dev.rolecall.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page of the documentation, in Markdown.
///
/// @param path below the root of the repository
record DocumentationPage(Path path, String text) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^( *)(<!-- needs: AWS -->\\s+)?```(\\w*)\n(.*?)^ *```$");
  private static final Pattern STORY =
      Pattern.compile("(?s)<!-- story: (\\S+) -->\n```text\n(.*?)\n```\n<!-- end -->");
  private static final Pattern LINK =
      Pattern.compile("(?:\\]\\(|(?:src|srcset)=\")([^)\"\\s]+)[)\"]");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  /// A fenced block of code.
  ///
  /// @param needsAws whether it cannot run here
  record CodeBlock(DocumentationPage page, String language, boolean needsAws, String code) {

    boolean isShell() {
      return language.equals("sh");
    }

    /// Its commands, continued lines put together.
    List<String> commands() {
      return code.replaceAll("\\s*\\\\\n\\s*", " ")
          .replaceAll("\\|\n\\s*", "| ")
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }

    @Override
    public String toString() {
      return page + ": " + code.lines().findFirst().orElse("");
    }
  }

  /// What a page quotes of Rolecall's answer to a story.
  ///
  /// @param name the story's folder below `events/`
  record QuotedStory(String name, String quoted) {}

  /// All pages.
  static List<DocumentationPage> all() {
    return Stream.of(
            Stream.of("README.md", "SECURITY.md", "CHANGELOG.md", "events/README.md")
                .map(ROOT::resolve),
            below(ROOT.resolve("docs")),
            below(ROOT.resolve(".github")))
        .flatMap(pages -> pages)
        .map(DocumentationPage::read)
        .toList();
  }

  /// Without what npm installs, which may be at work.
  private static Stream<Path> below(Path folder) {
    List<Path> pages = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
              return inside.endsWith("node_modules")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(".md")) {
                pages.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages.stream().sorted();
  }

  /// One page.
  static DocumentationPage read(Path file) {
    try {
      return new DocumentationPage(ROOT.relativize(file), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<CodeBlock> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(
            found ->
                new CodeBlock(
                    this, found.group(3), found.group(2) != null, found.group(4).stripIndent()))
        .toList();
  }

  /// The page without its blocks of code.
  String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }

  /// What stands between backticks on one line.
  List<String> inlineCode() {
    return CODE.matcher(prose()).results().map(found -> found.group(1)).toList();
  }

  List<QuotedStory> stories() {
    return STORY
        .matcher(text)
        .results()
        .map(found -> new QuotedStory(found.group(1), found.group(2)))
        .toList();
  }

  /// The page without the answers that it quotes.
  String withoutStories() {
    return STORY.matcher(text).replaceAll("");
  }

  /// The same page with other answers: those that `answer` gives.
  String withStories(UnaryOperator<String> answer) {
    return STORY
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    "<!-- story: %s -->%n```text%n%s%n```%n<!-- end -->"
                        .formatted(found.group(1), answer.apply(found.group(1)))));
  }

  /// Where its links and pictures lead.
  List<String> links() {
    return LINK.matcher(prose()).results().map(found -> found.group(1)).toList();
  }

  /// Its headings, as GitHub makes addresses of them.
  Set<String> anchors() {
    List<String> found = new ArrayList<>();
    HEADING.matcher(prose()).results().map(DocumentationPage::anchor).forEach(found::add);
    return new HashSet<>(found);
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .chars()
        .filter(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-' || c == '_')
        .mapToObj(c -> c == ' ' ? "-" : Character.toString(c))
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
