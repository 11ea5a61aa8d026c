package dev.rolecall.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the launcher starts is lowered (`.mvn/Lowering.java`): it must do what javac's classes do.
class LoweringTest {

  private static final String PARSER = "com/fasterxml/jackson/core/base/ParserMinimalBase.class";

  @TempDir private static Path tool;
  private static Class<?> lowering;

  @BeforeAll
  static void compileTheTool() throws Exception {
    Path sources = Path.of("../.mvn").toAbsolutePath().normalize();
    compile(
        tool,
        List.of(),
        sources.resolve("Lowering.java"),
        sources.resolve("AbsentClass.java"),
        sources.resolve("PlainComparator.java"));
    lowering = new URLClassLoader(new URL[] {tool.toUri().toURL()}).loadClass("Lowering");
  }

  private static void compile(Path to, List<Path> classes, Path... sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          classes.isEmpty()
              ? List.of("-d", to.toString(), "-proc:none")
              : List.of("-d", to.toString(), "-proc:none", "-cp", classes.getFirst().toString());
      boolean isCompiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(sources))
              .call();
      assertThat(isCompiled).as(messages.toString()).isTrue();
    }
  }

  private static Object call(String name, Class<?>[] types, Object... arguments) throws Exception {
    Method method = lowering.getDeclaredMethod(name, types);
    method.setAccessible(true);
    return Objects.requireNonNull(method.invoke(null, arguments));
  }

  /// Lowers the classes in `from`, and adds what they use.
  private static void lower(Path from, Path to) throws Exception {
    Predicate<String> isAbsent = name -> name.startsWith("absent.");
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path file : tree.filter(each -> each.toString().endsWith(".class")).toList()) {
        Object lowered =
            call(
                "lower",
                new Class<?>[] {byte[].class, Predicate.class},
                Files.readAllBytes(file),
                isAbsent);
        Path place = to.resolve(from.relativize(file).toString());
        Files.createDirectories(place.getParent());
        Files.write(place, (byte[]) lowered);
      }
    }
    for (Map.Entry<?, ?> helper : ((Map<?, ?>) call("helpers", new Class<?>[0])).entrySet()) {
      Files.write(to.resolve((String) helper.getKey()), (byte[]) helper.getValue());
    }
  }

  private static Object results(Path classes, String type) throws Exception {
    return results(List.of(classes), type);
  }

  private static Object results(List<Path> classes, String type) throws Exception {
    List<URL> places = new ArrayList<>();
    for (Path each : classes) {
      places.add(each.toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      return loader.loadClass(type).getMethod("results").invoke(null);
    }
  }

  @Test
  void allKindsDoTheSame(@TempDir Path plain, @TempDir Path lowered) throws Exception {
    compile(plain, List.of(), Path.of("src/test/resources/lowering/Samples.java"));
    lower(plain, lowered);

    assertThat(results(lowered, "samples.Samples")).isEqualTo(results(plain, "samples.Samples"));
    assertThat((List<?>) results(plain, "samples.Samples")).hasSizeGreaterThan(400);
  }

  /// What the JDK would make at run time.
  @Test
  void nothingIsLeftToSpin(@TempDir Path plain, @TempDir Path lowered) throws Exception {
    compile(plain, List.of(), Path.of("src/test/resources/lowering/Samples.java"));
    lower(plain, lowered);

    assertThat(spun(plain)).contains("typeSwitch", "enumSwitch", "bootstrap", "comparing");
    assertThat(spun(lowered)).isEmpty();
  }

  private static Set<String> spun(Path classes) throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> tree = Files.walk(classes)) {
      for (Path file : tree.filter(each -> each.toString().endsWith(".class")).toList()) {
        for (MethodModel method : ClassFile.of().parse(file).methods()) {
          method
              .code()
              .ifPresent(code -> code.forEach(element -> spun(element).ifPresent(names::add)));
        }
      }
    }
    return names;
  }

  private static Optional<String> spun(CodeElement element) {
    return switch (element) {
      case InvokeDynamicInstruction site
          when site.bootstrapMethod().owner().packageName().equals("java.lang.runtime") ->
          Optional.of(site.bootstrapMethod().methodName());
      case InvokeInstruction call
          when call.opcode() == Opcode.INVOKESTATIC
              && (call.owner().asInternalName().equals("java/util/Comparator")
                  || call.owner().asInternalName().equals("java/util/Map$Entry"))
              && call.name().stringValue().startsWith("comparing") ->
          Optional.of(call.name().stringValue());
      default -> Optional.empty();
    };
  }

  /// Jackson's parsers without the constants that take long.
  @Test
  void aParserReadsNumbersAsBefore(@TempDir Path plain, @TempDir Path lowered) throws Exception {
    Path jackson = jarOf(JsonFactory.class);
    try (FileSystem jar = FileSystems.newFileSystem(jackson)) {
      lower(jar.getPath("/com"), lowered.resolve("com"));
      assertThat(made(jar.getPath("/" + PARSER))).contains("java/math/BigDecimal");
    }
    for (String helper : List.of("AbsentClass.class", "PlainComparator.class")) {
      Files.move(lowered.resolve("com").resolve(helper), lowered.resolve(helper));
    }
    Path user = plain.resolve("User.java");
    Files.writeString(
        user,
        """
        import com.fasterxml.jackson.core.*;
        public class User {
          public static Object results() {
            StringBuilder all = new StringBuilder();
            for (String text : "1 -2147483649 2147483647 2147483648.0 -9223372036854775808 -9223372036854775809 "
                .concat("9223372036854775807.5 9223372036854775808.5 1e400 1e-400 0.5 -0 12345678901234567890123")
                .split(" ")) {
              for (int as = 0; as < 6; as++) {
                try (JsonParser parser = new JsonFactory().createParser(text)) {
                  parser.nextToken();
                  if (as > 2) { parser.getDecimalValue(); }
                  all.append(as % 3 == 0 ? "" + parser.getIntValue()
                      : as % 3 == 1 ? "" + parser.getLongValue() : "" + parser.getDecimalValue());
                } catch (Exception e) {
                  all.append(e.getMessage());
                }
                all.append('\\n');
              }
            }
            return all.toString();
          }
        }
        """);
    compile(plain, List.of(jackson), user);
    Files.copy(plain.resolve("User.class"), lowered.resolve("User.class"));
    Object expected = results(List.of(plain, jackson), "User");

    assertThat(results(lowered, "User")).isEqualTo(expected);
    assertThat(expected.toString())
        .contains("out of range of int", "out of range of long", "1E+400");
    assertThat(made(lowered.resolve(PARSER))).isEmpty();
  }

  /// Jackson's mapper without the constants for which the JDK reads its locales.
  @Test
  void datesAreReadAndWrittenAsBefore(@TempDir Path plain, @TempDir Path lowered) throws Exception {
    Path core = jarOf(JsonFactory.class);
    Path databind = jarOf(StdDateFormat.class);
    String name = StdDateFormat.class.getName().replace('.', '/') + ".class";
    try (FileSystem jar = FileSystems.newFileSystem(databind)) {
      Path dates = plain.resolve(name);
      Files.createDirectories(dates.getParent());
      Files.copy(jar.getPath(name), dates);
    }
    lower(plain, lowered);
    Path user = plain.resolve("User.java");
    Files.writeString(
        user,
        """
        import com.fasterxml.jackson.databind.util.StdDateFormat;
        import java.util.*;
        public class User {
          public static Object results() {
            List<String> all = new ArrayList<>();
            for (String text : List.of("Thu, 12 Mar 2026 09:41:27 GMT", "Thu, 12 Mar 2026 09:41:27 +0200",
                "2026-03-12", "2026-03-12T09:41:27Z", "2026-03-12T09:41:27.123+0100", "12", "never")) {
              for (StdDateFormat form : List.of(StdDateFormat.instance, StdDateFormat.instance.clone(),
                  StdDateFormat.instance.withTimeZone(TimeZone.getTimeZone("Asia/Tokyo")))) {
                try {
                  Date date = form.parse(text);
                  all.add(date.getTime() + " " + form.format(date));
                } catch (Exception e) {
                  all.add(e.getMessage());
                }
              }
            }
            return all;
          }
        }
        """);
    compile(plain, List.of(databind), user);
    Files.copy(plain.resolve("User.class"), lowered.resolve("User.class"));

    assertThat(results(List.of(lowered, databind, core), "User"))
        .isEqualTo(results(List.of(plain, databind, core), "User"));
    assertThat((List<?>) results(List.of(plain, databind, core), "User"))
        .hasSize(21)
        .anyMatch(line -> line.toString().startsWith("1773308487000 "));
    assertThat(made(plain.resolve(name))).contains("java/util/GregorianCalendar");
    assertThat(made(lowered.resolve(name)))
        .isNotEmpty()
        .doesNotContain("java/util/GregorianCalendar", "java/text/SimpleDateFormat");
  }

  /// The types of which a class makes objects when it is initialized.
  private static List<String> made(Path type) throws IOException {
    return ClassFile.of().parse(type).methods().stream()
        .filter(method -> method.methodName().equalsString("<clinit>"))
        .flatMap(method -> method.code().stream())
        .flatMap(CodeModel::elementStream)
        .filter(NewObjectInstruction.class::isInstance)
        .map(each -> ((NewObjectInstruction) each).className().asInternalName())
        .toList();
  }

  private static Path jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /// A type that the `switch` did not know when it was compiled.
  @Test
  void aTypeThatWasAddedLaterMatchesNothing(
      @TempDir Path sources, @TempDir Path plain, @TempDir Path lowered) throws Exception {
    Path shapes = sources.resolve("Shape.java");
    Path colours = sources.resolve("Colour.java");
    Path user = sources.resolve("User.java");
    Files.writeString(
        shapes,
        """
        public sealed interface Shape {
          record A() implements Shape {}
          static Shape last() { return new A(); }
        }
        """);
    Files.writeString(colours, "public enum Colour { A, B }");
    Files.writeString(
        user,
        """
        public class User {
          static String shape() { return switch (Shape.last()) { case Shape.A a -> "a"; }; }
          static String colour(Colour of) {
            return switch (of) { case A -> "a"; case Colour b when b == Colour.A -> ""; case B -> "b"; };
          }
          public static Object results() {
            String all = "";
            for (Colour each : Colour.values()) {
              try { all += colour(each); } catch (Throwable e) { all += e; }
            }
            try { return all + shape(); } catch (Throwable e) { return all + e; }
          }
        }
        """);
    compile(plain, List.of(), shapes, colours, user);
    assertThat(results(plain, "User")).isEqualTo("aba");
    Files.writeString(colours, "public enum Colour { A, B, C }");
    Files.writeString(
        shapes,
        """
        public sealed interface Shape {
          record A() implements Shape {}
          record B() implements Shape {}
          static Shape last() { return new B(); }
        }
        """);
    compile(plain, List.of(plain), shapes, colours);
    lower(plain, lowered);

    assertThat(results(plain, "User"))
        .isEqualTo("abjava.lang.MatchExceptionjava.lang.MatchException");
    assertThat(results(lowered, "User")).isEqualTo(results(plain, "User"));
  }
}
