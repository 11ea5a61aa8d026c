import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a folder as an archive: from the same files the same bytes, on every system.
///
/// `java Archive.java FOLDER TO`
final class Archive {

  private static final Instant ALWAYS = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SYMBOLIC_LINK = '2';
  private static final int DIRECTORY = '5';
  private static final int FILE = '0';

  private Archive() {}

  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Path.of(args[1]));
  }

  /// @param to the archive: its name ends in `.zip` or `.tar.gz`
  static void write(Path folder, Path to) throws IOException {
    Files.deleteIfExists(to);
    try (Stream<Path> tree = Files.walk(folder);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      List<Path> files = tree.sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
      if (to.toString().endsWith(".zip")) {
        zip(folder.getParent(), files, out);
      } else {
        tar(folder.getParent(), files, out);
      }
    }
  }

  private static String name(Path parent, Path file) {
    String name = parent.relativize(file).toString().replace('\\', '/');
    return Files.isDirectory(file) && !Files.isSymbolicLink(file) ? name + "/" : name;
  }

  private static void zip(Path parent, List<Path> files, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(name(parent, file));
        entry.setTimeLocal(LocalDateTime.ofInstant(ALWAYS, ZoneOffset.UTC));
        zip.putNextEntry(entry);
        if (!entry.isDirectory()) {
          Files.copy(file, zip);
        }
        zip.closeEntry();
      }
    }
  }

  private static void tar(Path parent, List<Path> files, OutputStream out) throws IOException {
    try (OutputStream tar =
        new GZIPOutputStream(out, 1 << 16) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      for (Path file : files) {
        String name = name(parent, file);
        if (Files.isSymbolicLink(file)) {
          String target = Files.readSymbolicLink(file).toString();
          tar.write(header(name, 0777, 0, SYMBOLIC_LINK, target));
        } else if (name.endsWith("/")) {
          tar.write(header(name, 0755, 0, DIRECTORY, ""));
        } else {
          long size = Files.size(file);
          tar.write(header(name, isExecutable(file) ? 0755 : 0644, size, FILE, ""));
          Files.copy(file, tar);
          tar.write(new byte[(int) (-size & BLOCK - 1)]);
        }
      }
      tar.write(new byte[2 * BLOCK]);
    }
  }

  private static boolean isExecutable(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
  }

  /// A header as POSIX has it since 1988.
  private static byte[] header(String name, int mode, long size, int type, String target)
      throws IOException {
    byte[] header = new byte[BLOCK];
    int split = name.length() <= NAME ? -1 : name.indexOf('/', name.length() - NAME - 1);
    put(header, 0, NAME, name.substring(split + 1));
    octal(header, 100, 8, mode);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, size);
    octal(header, 136, 12, ALWAYS.getEpochSecond());
    header[156] = (byte) type;
    put(header, 157, NAME, target);
    put(header, 257, 8, "ustar\00000");
    put(header, 265, 32, "root");
    put(header, 297, 32, "root");
    put(header, 345, 155, split < 0 ? "" : name.substring(0, split));
    int sum = 8 * ' ';
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, 148, 8, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void octal(byte[] header, int at, int length, long number) throws IOException {
    put(header, at, length, ("%0" + (length - 1) + "o").formatted(number));
  }

  private static void put(byte[] header, int at, int length, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > length) {
      throw new IOException("too long for a tar archive: " + text);
    }
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
