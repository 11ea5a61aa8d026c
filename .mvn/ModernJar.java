import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Copies a jar and lifts classes that are older than Java 6 to Java 8; run by the launcher
/// `rolecall`.
///
/// picocli is compiled for Java 5, and an AOT cache takes no class that old: without this a third
/// of the start-up goes into loading picocli. `java ModernJar.java FROM TO`
final class ModernJar {

  private static final int TOO_OLD = ClassFile.JAVA_6_VERSION;

  public static void main(String[] args) throws IOException {
    try (JarFile from = new JarFile(args[0]);
        OutputStream file = Files.newOutputStream(Path.of(args[1]));
        ZipOutputStream to = new ZipOutputStream(file)) {
      ClassFile compiler =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(hierarchyOf(from)));
      for (JarEntry entry : Collections.list(from.entries())) {
        byte[] bytes = read(from, entry);
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        to.putNextEntry(copy);
        to.write(isTooOld(entry, bytes) ? lift(compiler, bytes) : bytes);
        to.closeEntry();
      }
    }
  }

  private static boolean isTooOld(JarEntry entry, byte[] bytes) {
    return entry.getName().endsWith(".class")
        && ((bytes[6] & 0xff) << 8 | bytes[7] & 0xff) < TOO_OLD;
  }

  /// The same class for Java 8; the old bytes where the verifier does not like the new ones.
  private static byte[] lift(ClassFile compiler, byte[] old) {
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

  private static ClassHierarchyResolver hierarchyOf(JarFile jar) {
    return ClassHierarchyResolver.ofResourceParsing(type -> open(jar, type))
        .orElse(ClassHierarchyResolver.defaultResolver())
        .cached();
  }

  private static InputStream open(JarFile jar, ClassDesc type) {
    String descriptor = type.descriptorString();
    JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
