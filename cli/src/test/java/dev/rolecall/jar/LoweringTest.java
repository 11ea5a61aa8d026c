package dev.rolecall.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the launcher starts is lowered (`.mvn/Lowering.java`): it must do what javac's classes do.
class LoweringTest {

  @TempDir private static Path tool;
  private static Class<?> lowering;

  @BeforeAll
  static void compileTheTool() throws Exception {
    Path sources = Path.of("../.mvn").toAbsolutePath().normalize();
    compile(
        tool, List.of(), sources.resolve("Lowering.java"), sources.resolve("PlainComparator.java"));
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
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path file : tree.filter(each -> each.toString().endsWith(".class")).toList()) {
        byte[] lowered =
            (byte[])
                call("lower", new Class<?>[] {byte[].class}, (Object) Files.readAllBytes(file));
        Path place = to.resolve(from.relativize(file));
        Files.createDirectories(place.getParent());
        Files.write(place, lowered);
      }
    }
    Files.write(to.resolve("PlainComparator.class"), (byte[]) call("comparator", new Class<?>[0]));
  }

  private static Object results(Path classes, String type) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
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
