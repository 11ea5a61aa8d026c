import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import java.util.zip.ZipFile;

/// Copies the command line's jar, or its two jars, as two jars that start fast; run by the launcher
/// `rolecall` and for packages.
///
/// An AOT cache holds no class that is older than Java 6, and picocli is compiled for Java 5: such
/// classes become Java 8's. It also does not hold what [Lowering] replaces. The first jar is not
/// compressed.
final class ModernJar {

  private static final int TOO_OLD = ClassFile.JAVA_6_VERSION;

  private final JarFile jar;
  private final ClassFile compiler;

  private ModernJar(JarFile jar) {
    this.jar = jar;
    compiler =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(this::open)
                    .orElse(ClassHierarchyResolver.defaultResolver())
                    .cached()));
  }

  /// @param from the jar, which has everything, or another beside it that has the rest
  static void copy(Path from, Path to) throws IOException {
    try (JarFile jar = new JarFile(from.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
        TwoJars out =
            TwoJars.two(
                to, jar.getManifest(), Deflater.NO_COMPRESSION, Deflater.DEFAULT_COMPRESSION)) {
      ModernJar classes = new ModernJar(jar);
      List<JarEntry> entries = jar.versionedStream().filter(entry -> !entry.isDirectory()).toList();
      for (JarEntry entry : entries) {
        out.put(entry.getName(), classes.modern(entry));
      }
      for (Map.Entry<String, byte[]> helper : Lowering.helpers().entrySet()) {
        out.put(helper.getKey(), helper.getValue());
      }
    }
    Path live = TwoJars.live(from);
    if (Files.exists(live)) {
      Files.copy(live, TwoJars.live(to), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private byte[] modern(JarEntry entry) throws IOException {
    byte[] bytes;
    try (InputStream in = jar.getInputStream(entry)) {
      bytes = in.readAllBytes();
    }
    if (!entry.getName().endsWith(".class") || TwoJars.isLive(entry.getName())) {
      return bytes;
    }
    boolean isTooOld = ((bytes[6] & 0xff) << 8 | bytes[7] & 0xff) < TOO_OLD;
    return Lowering.lower(isTooOld ? lift(bytes) : bytes, this::isAbsent);
  }

  /// Whether neither the jars nor the JDK have a class of this name.
  private boolean isAbsent(String name) {
    String file = name.replace('.', '/') + ".class";
    return jar.getEntry(file) == null
        && !TwoJars.isLive(file)
        && ClassLoader.getPlatformClassLoader().getResource(file) == null;
  }

  /// The same class for Java 8; the old bytes where the verifier does not like the new ones.
  private byte[] lift(byte[] old) {
    byte[] lifted =
        compiler.transformClass(
            compiler.parse(old),
            ((ClassTransform) ModernJar::withVersion)
                .andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    return compiler.verify(lifted).isEmpty() ? lifted : old;
  }

  private static void withVersion(ClassBuilder builder, ClassElement element) {
    if (element instanceof ClassFileVersion) {
      builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
    } else {
      builder.with(element);
    }
  }

  private InputStream open(ClassDesc type) {
    String descriptor = type.descriptorString();
    JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
