package dev.rolecall;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Sentences stand in the packages that are kept for them, where one reader can review them all.
///
/// Every string literal with two words or more in the main code of all modules is looked at.
/// Allowed elsewhere: `--help` (annotations), log statements, messages of exceptions that only a
/// defect raises, patterns, commands to paste, and what `words-elsewhere.txt` lists: a line for
/// each literal, below a comment that says why.
class WordsInPlaceTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> MODULES = List.of("core", "aws", "function", "cli", "infra");

  /// Packages for words and for commands, and the classes that make `--help`.
  private static final Pattern PLACES =
      Pattern.compile(
          ".*/(?:wording|problem|command)(?:/[a-z/]+)?/[A-Za-z-]+\\.java"
              + "|cli/.*/(?:\\w+Command|\\w*Options|Main)\\.java");

  private static final Pattern TWO_WORDS =
      Pattern.compile("(?s).*[A-Za-z]{2,}[,;:]? +[A-Za-z]{2,}.*");

  private static final Set<String> DEFECTS =
      Set.of("IllegalStateException", "AssertionError", "UnsupportedOperationException");

  private static final Set<String> LOG_LEVELS = Set.of("error", "warn", "info", "debug", "log");

  @Test
  void noSentenceStandsElsewhere() throws IOException {
    Set<String> found = new TreeSet<>();
    for (CompilationUnitTree unit : units()) {
      String file = ROOT.relativize(Path.of(unit.getSourceFile().toUri())).toString();
      if (!PLACES.matcher(file).matches()) {
        String type = file.replaceAll(".*/|\\.java", "");
        new Literals(literal -> found.add(type + ": " + literal)).scan(unit, null);
      }
    }
    assertThat(found).isEqualTo(allowed());
  }

  private static Set<String> allowed() throws IOException {
    Path list = Path.of("src/test/resources/words-elsewhere.txt");
    return new TreeSet<>(
        Files.readAllLines(list).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList());
  }

  private static List<CompilationUnitTree> units() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> walk = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
        walk.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    assertThat(files).hasSizeGreaterThan(500);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager manager =
        javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    JavacTask task =
        (JavacTask)
            javac.getTask(
                null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
    List<CompilationUnitTree> units = new ArrayList<>();
    task.parse().forEach(units::add);
    return units;
  }

  private interface Sink {
    void accept(String literal);
  }

  /// Finds the literals that are sentences, or parts of them.
  private static final class Literals extends TreePathScanner<Void, Void> {

    private final Sink sink;

    Literals(Sink sink) {
      this.sink = sink;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void unused) {
      if (literal.getValue() instanceof String text
          && TWO_WORDS.matcher(text).matches()
          && !isExempt(getCurrentPath())) {
        sink.accept(text.replace("\n", "\\n"));
      }
      return null;
    }

    private static boolean isExempt(TreePath path) {
      for (TreePath at = path; at != null; at = at.getParentPath()) {
        boolean exempt =
            switch (at.getLeaf()) {
              case AnnotationTree _ -> true;
              case NewClassTree made -> DEFECTS.contains(made.getIdentifier().toString());
              case MethodInvocationTree call -> isLogOrPattern(call.getMethodSelect());
              case Tree _ -> false;
            };
        if (exempt) {
          return true;
        }
      }
      return false;
    }

    private static boolean isLogOrPattern(ExpressionTree method) {
      String name = method.toString();
      return name.equals("Pattern.compile")
          || name.equals("Objects.requireNonNull")
          || (name.startsWith("log.")
              && LOG_LEVELS.contains(name.substring(name.lastIndexOf('.') + 1)));
    }
  }
}
