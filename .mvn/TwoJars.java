import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a jar, or the command line as two: `NAME.jar`, and beside it `NAME-live.jar` with what is
/// used only where AWS is asked or an assistant is served.
///
/// The first names the second as its class path, so `java -jar NAME.jar` runs every command. A JVM
/// reads the list of all entries of a jar that it opens, and the AWS SDK has most of them: a
/// command that reads files opens only the first jar.
final class TwoJars implements AutoCloseable {

  private static final List<String> LIVE =
      List.of("software.amazon.", "io.modelcontextprotocol.", "reactor.", "org.reactivestreams.");
  private static final String SERVICES = "META-INF/services/";
  private static final List<String> LICENSES = List.of("META-INF/LICENSE", "META-INF/licenses/");
  private static final LocalDateTime ALWAYS = LocalDateTime.of(2026, 1, 1, 0, 0);

  private final ZipOutputStream first;
  private final int level;
  private final ZipOutputStream live;
  private final int liveLevel;

  private TwoJars(ZipOutputStream first, int level, ZipOutputStream live, int liveLevel) {
    this.first = first;
    this.level = level;
    this.live = live;
    this.liveLevel = liveLevel;
  }

  /// One jar.
  ///
  /// @param level how hard to compress, from 0 to 9
  static TwoJars one(Path to, int level) throws IOException {
    ZipOutputStream only = open(to, level);
    return new TwoJars(only, level, only, level);
  }

  /// Two jars.
  ///
  /// @param manifest of the command line; what is added has one version of each class
  /// @param level how hard to compress the first, from 0 to 9
  /// @param liveLevel the same for the second
  static TwoJars two(Path to, Manifest manifest, int level, int liveLevel) throws IOException {
    Path beside = live(to);
    TwoJars jars = new TwoJars(open(to, level), level, open(beside, liveLevel), liveLevel);
    Manifest named = new Manifest(manifest);
    Attributes attributes = named.getMainAttributes();
    attributes.remove(Attributes.Name.MULTI_RELEASE);
    attributes.put(Attributes.Name.CLASS_PATH, beside.getFileName().toString());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    named.write(text);
    put(jars.first, level, JarFile.MANIFEST_NAME, text.toByteArray());
    return jars;
  }

  /// The second jar of the command line at `first`.
  static Path live(Path first) {
    return first.resolveSibling(
        first.getFileName().toString().replaceFirst("\\.jar$", "-live.jar"));
  }

  /// The jars that there are of the command line at `first`: both, or one that has everything.
  static List<Path> of(Path first) {
    return Stream.of(first, live(first)).filter(Files::exists).toList();
  }

  /// Adds a file to the jar that it belongs to; the licenses are in both.
  void put(String name, byte[] bytes) throws IOException {
    if (first != live && name.equals(JarFile.MANIFEST_NAME)) {
      return;
    }
    if (first == live || !isLive(name)) {
      put(first, level, name, bytes);
    }
    if (first != live && (isLive(name) || LICENSES.stream().anyMatch(name::startsWith))) {
      put(live, liveLevel, name, bytes);
    }
  }

  private static void put(ZipOutputStream jar, int level, String name, byte[] bytes)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ALWAYS);
    if (level == Deflater.NO_COMPRESSION) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(sum.getValue());
    }
    jar.putNextEntry(entry);
    jar.write(bytes);
    jar.closeEntry();
  }

  static boolean isLive(String name) {
    String path = name.startsWith(SERVICES) ? name.substring(SERVICES.length()) : name;
    return LIVE.stream().anyMatch(path.replace('/', '.')::startsWith);
  }

  private static ZipOutputStream open(Path to, int level) throws IOException {
    OutputStream file = Files.newOutputStream(to);
    ZipOutputStream jar = new ZipOutputStream(file);
    jar.setLevel(level);
    return jar;
  }

  @Override
  public void close() throws IOException {
    try (first) {
      live.close();
    }
  }
}
