import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// What ProGuard needs beside it, so that a jar holds nothing that its entry points do not reach.
///
/// - `java PackJar.java FROM TO LEVEL [FOLDER]`: copies a jar as this JDK sees it, with one version
///   of each class, and with the same bytes every time; LEVEL says how hard to compress, from 0 to
///   9; the files of FOLDER are added;
/// - `java PackJar.java TO`: writes the classes of this JDK as a jar: Temurin has no `jmods`.
final class PackJar {

  private static final LocalDateTime ALWAYS = LocalDateTime.of(2026, 1, 1, 0, 0);

  public static void main(String[] args) throws IOException {
    if (args.length == 1) {
      jdk(Path.of(args[0]));
    } else {
      copy(
          new File(args[0]),
          Path.of(args[1]),
          Integer.parseInt(args[2]),
          Stream.of(args).skip(3).map(Path::of).toList());
    }
  }

  private static void copy(File from, Path to, int level, List<Path> folders) throws IOException {
    try (JarFile jar = new JarFile(from, false, ZipFile.OPEN_READ, Runtime.version());
        ZipOutputStream out = open(to, level)) {
      List<JarEntry> entries = jar.versionedStream().filter(entry -> !entry.isDirectory()).toList();
      for (JarEntry entry : entries) {
        put(out, entry.getName(), jar.getInputStream(entry).readAllBytes());
      }
      for (Path folder : folders) {
        add(out, folder);
      }
    }
  }

  private static void add(ZipOutputStream out, Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        put(out, name, Files.readAllBytes(file));
      }
    }
  }

  private static void jdk(Path to) throws IOException {
    if (Files.exists(to)) {
      return;
    }
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
    Path unfinished = to.resolveSibling(to.getFileName() + ".part");
    Files.createDirectories(to.getParent());
    try (ZipOutputStream out = open(unfinished, Deflater.NO_COMPRESSION);
        Stream<Path> files = Files.walk(modules)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        boolean module = file.getNameCount() > 2 && file.getName(1).toString().startsWith("java.");
        if (module && file.toString().endsWith(".class") && !file.endsWith("module-info.class")) {
          put(out, file.subpath(2, file.getNameCount()).toString(), Files.readAllBytes(file));
        }
      }
    }
    Files.move(unfinished, to);
  }

  private static ZipOutputStream open(Path to, int level) throws IOException {
    OutputStream file = Files.newOutputStream(to);
    ZipOutputStream out = new ZipOutputStream(file);
    out.setLevel(level);
    return out;
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ALWAYS);
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
