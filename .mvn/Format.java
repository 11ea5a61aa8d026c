import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Holds every Java file to google-java-format; run by `mvn verify` (check) and `mvn -Pformat`
/// (apply).
///
/// `java --class-path FORMATTER.jar Format.java check|apply ROOT MEMORY VERSION`: MEMORY is a file
/// of hashes of contents that were found well formatted by that version, so that only what is new
/// is looked at.
final class Format {

  private static final ToolProvider FORMATTER =
      ToolProvider.findFirst("google-java-format").orElseThrow();

  public static void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    Path memory = Path.of(args[2]);
    String version = args[3];

    Set<String> known = read(memory);
    List<Path> fresh = new ArrayList<>();
    for (Path file : javaFiles(root)) {
      if (!known.contains(hash(version, file))) {
        fresh.add(file);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    if (!run(apply, root, fresh)) {
      System.exit(1);
    }
    Set<String> now = new TreeSet<>();
    for (Path file : javaFiles(root)) {
      now.add(hash(version, file));
    }
    Files.createDirectories(memory.toAbsolutePath().getParent());
    Files.write(memory, now);
  }

  private static boolean run(boolean apply, Path root, List<Path> files) {
    List<String> arguments = new ArrayList<>();
    arguments.add(apply ? "--replace" : "--dry-run");
    files.forEach(file -> arguments.add(file.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        FORMATTER.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    String problems = err.toString().strip();
    List<String> unformatted = out.toString().lines().toList();
    if (!problems.isEmpty()) {
      System.err.println(problems);
    }
    if (!unformatted.isEmpty()) {
      System.err.println("not formatted (to fix it, run: mvn -Pformat):");
      unformatted.forEach(file -> System.err.println("  " + root.relativize(Path.of(file))));
    }
    return status == 0 && problems.isEmpty() && unformatted.isEmpty();
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String place :
        List.of(
            ".mvn",
            ".ci/bench/src",
            "core/src",
            "aws/src",
            "function/src",
            "cli/src",
            "infra/src")) {
      if (Files.isDirectory(root.resolve(place))) {
        try (Stream<Path> tree = Files.walk(root.resolve(place))) {
          tree.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
        }
      }
    }
    return files;
  }

  private static Set<String> read(Path memory) throws IOException {
    return Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.of();
  }

  private static String hash(String version, Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(version.getBytes(UTF_8));
      return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
