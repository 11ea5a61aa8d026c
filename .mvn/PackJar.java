import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipFile;

/// What ProGuard needs beside it, so that a jar holds nothing that its entry points do not reach.
///
/// - `java PackJar.java FROM TO LEVEL`: copies a jar as this JDK sees it, with one version of each
///   class, and with the same bytes every time; LEVEL says how hard to compress, from 0 to 9;
/// - `java PackJar.java FROM TO LEVEL FOLDER JARS`: the same, with the files of FOLDER, as 1 jar or
///   as the 2 of the command line ([TwoJars]);
/// - `java PackJar.java TO`: writes the classes of this JDK as a jar: Temurin has no `jmods`.
final class PackJar {

  public static void main(String[] args) throws IOException {
    if (args.length == 1) {
      jdk(Path.of(args[0]));
    } else {
      copy(
          new File(args[0]),
          Path.of(args[1]),
          Integer.parseInt(args[2]),
          Stream.of(args).skip(3).limit(1).map(Path::of).toList(),
          args.length > 4 && args[4].equals("2"));
    }
  }

  private static void copy(File from, Path to, int level, List<Path> folders, boolean isTwo)
      throws IOException {
    try (JarFile jar = new JarFile(from, false, ZipFile.OPEN_READ, Runtime.version());
        TwoJars out =
            isTwo ? TwoJars.two(to, jar.getManifest(), level, level) : TwoJars.one(to, level)) {
      List<JarEntry> entries = jar.versionedStream().filter(entry -> !entry.isDirectory()).toList();
      for (JarEntry entry : entries) {
        out.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
      }
      for (Path folder : folders) {
        add(out, folder);
      }
    }
  }

  private static void add(TwoJars out, Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        out.put(name, Files.readAllBytes(file));
      }
    }
  }

  private static void jdk(Path to) throws IOException {
    if (Files.exists(to)) {
      return;
    }
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
    Files.createDirectories(to.getParent());
    // Two modules may be built at a time.
    Path unfinished = Files.createTempFile(to.getParent(), "jdk", ".part");
    try (TwoJars out = TwoJars.one(unfinished, Deflater.NO_COMPRESSION);
        Stream<Path> files = Files.walk(modules)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        boolean module = file.getNameCount() > 2 && file.getName(1).toString().startsWith("java.");
        if (module && file.toString().endsWith(".class") && !file.endsWith("module-info.class")) {
          out.put(file.subpath(2, file.getNameCount()).toString(), Files.readAllBytes(file));
        }
      }
    }
    try {
      Files.move(unfinished, to);
    } catch (FileAlreadyExistsException _) {
      Files.delete(unfinished);
    }
  }
}
