import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes what the launcher `rolecall` starts; run by it when that is missing or out of date.
///
/// `java Launch.java ROOT JDK VERSION`. What is started is a copy of the jar that never changes, in
/// `cli/target/launch/<hash>-<version>/`, with an AOT cache beside it: a JVM may run stale code
/// from an AOT cache whose jar changed (JDK-8377932). `launch/current` names the JDK and the
/// folder, and is as old as the jar that was copied.
final class Launch {

  /// What of Maven's output says nothing about the mistake.
  private static final Pattern NOISE =
      Pattern.compile(
          "^\\[ERROR\\] *$|-> \\[Help|\\[Help 1\\] http|To see the full|Re-run Maven|For more inf"
              + "|After correcting|mvn <args>");

  private final Path root;
  private final Path jdk;
  private final String version;
  private final Path launch;
  private final Path current;
  private final Path ownJar;

  private Launch(Path root, Path jdk, String version) {
    this.root = root;
    this.jdk = jdk;
    this.version = version;
    launch = root.resolve("cli/target/launch");
    current = launch.resolve("current");
    ownJar = launch.resolve("build/whole.jar");
  }

  public static void main(String[] args) throws InterruptedException {
    Launch launch = new Launch(Path.of(args[0]).normalize(), Path.of(args[1]), args[2]);
    try {
      launch.prepare();
    } catch (IOException e) {
      fail("cannot write to %s: %s".formatted(launch.launch, e));
    }
  }

  private static void fail(String why) {
    System.err.println("rolecall: " + why);
    System.exit(1);
  }

  /// One call at a time: others wait for it, and then find it done.
  private void prepare() throws IOException, InterruptedException {
    Files.createDirectories(launch);
    try (FileChannel lock =
        FileChannel.open(
            launch.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      Path built = root.resolve("cli/target/rolecall.jar");
      if (isCurrent(built) || publishIfNew(built) || publishIfNew(ownJar)) {
        return;
      }
      build();
      if (!publish(ownJar)) {
        fail("the new build does not start; try: java -jar %s --version".formatted(ownJar));
      }
    }
  }

  private boolean isCurrent(Path built) throws IOException {
    List<String> lines = Files.exists(current) ? Files.readAllLines(current) : List.of();
    return lines.size() == 2
        && lines.getFirst().equals(jdk + " " + version)
        && Files.exists(launch.resolve(lines.getLast(), "rolecall.jar"))
        && !(Files.exists(built) && age(built).compareTo(age(current)) > 0)
        && !sourcesNewerThan(current);
  }

  private boolean publishIfNew(Path jar) throws IOException, InterruptedException {
    return Files.isReadable(jar) && !sourcesNewerThan(jar) && publish(jar);
  }

  private boolean sourcesNewerThan(Path file) throws IOException {
    FileTime age = age(file);
    for (String place : List.of("pom.xml", "core", "aws", "cli")) {
      for (String part : place.equals("pom.xml") ? List.of("") : List.of("pom.xml", "src/main")) {
        try (Stream<Path> tree = Files.walk(root.resolve(place, part))) {
          for (Path source : (Iterable<Path>) tree::iterator) {
            if (age(source).compareTo(age) > 0) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private void build() throws IOException, InterruptedException {
    System.err.println(
        Files.exists(current)
            ? "building rolecall again (its sources changed) ..."
            : "building rolecall (first run only) ...");
    File log = launch.resolve("build.log").toFile();
    // As old as the sources it is made from: what is edited meanwhile is newer.
    FileTime started = FileTime.from(Instant.now());
    ProcessBuilder maven =
        new ProcessBuilder(
            "mvn",
            "-q",
            "-f",
            root.resolve("pom.xml").toString(),
            "-Pquick",
            "-Dmaven.test.skip=true",
            "-Dshrink.phase=none",
            "-pl",
            "cli",
            "-am",
            "package");
    maven.environment().put("JAVA25_HOME", jdk.toString());
    if (System.getenv("JAVA_HOME") == null && !isOnPath("java")) {
      maven.environment().put("JAVA_HOME", jdk.toString());
    }
    if (!isOnPath("mvn")) {
      fail("Maven (mvn) is not on the PATH; the first run needs it to build rolecall");
    }
    if (Training.run(maven, ProcessBuilder.Redirect.to(log)) != 0) {
      Files.readAllLines(log.toPath()).stream()
          .filter(line -> line.startsWith("[ERROR]") && !NOISE.matcher(line).find())
          .distinct()
          .forEach(System.err::println);
      fail("the build failed; full log: " + log);
    }
    Files.setLastModifiedTime(ownJar, started);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /// Copies `jar` to a folder of its own, trains it, and makes it the current one; `false` when it
  /// does not start, as when Maven is just writing it.
  ///
  /// It is trained where it stays: a JVM asks for the jar at the path of the training, and while
  /// nothing is there, it asks again for each class, which takes some 20 ms.
  private boolean publish(Path jar) throws IOException, InterruptedException {
    FileTime age = age(jar);
    String name = hash(made(jar)).substring(0, 16) + "-" + version;
    Path folder = launch.resolve(name);
    Path trained = folder.resolve("trained");
    if (!Files.exists(trained)) {
      delete(folder);
      Files.createDirectories(folder);
      if (!new Training(root, jdk).run(jar, folder)) {
        return false;
      }
      Files.createFile(trained);
    }
    deleteAllBut(
        List.of("build", name, Files.exists(current) ? Files.readAllLines(current).getLast() : ""));
    Path next = launch.resolve("current.new");
    Files.write(next, List.of(jdk + " " + version, name));
    Files.setLastModifiedTime(next, age);
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static FileTime age(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }

  /// What the copy is made from, and by.
  private List<Path> made(Path jar) {
    Stream<Path> by =
        Stream.of("AbsentClass", "Lowering", "ModernJar", "PlainComparator", "Training", "TwoJars")
            .map(name -> root.resolve(".mvn", name + ".java"));
    return Stream.concat(TwoJars.of(jar).stream(), by).toList();
  }

  private static String hash(List<Path> files) throws IOException {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        hash.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void deleteAllBut(List<String> names) throws IOException {
    try (Stream<Path> folders = Files.list(launch)) {
      for (Path folder : (Iterable<Path>) folders.filter(Files::isDirectory)::iterator) {
        if (!names.contains(folder.getFileName().toString())) {
          delete(folder);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }
}
