import dev.rolecall.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;

/// Makes a package: the command line, with a Java runtime of its own.
///
/// - `java -cp JAR Package.java ROOT JAR DIST`: writes `DIST/rolecall-VERSION-OS-ARCH.tar.gz`, or
///   `.zip` on Windows, and leaves the same unpacked beside it;
/// - `java -cp JAR Package.java ROOT JAR DIST OS-ARCH`: writes what a package for another platform
///   holds, without its runtime and caches, which only that platform can make, as a folder.
final class Package {

  /// What `jdeps` cannot see because it is found by its name: certificates that Windows trusts.
  private static final Set<String> FOUND_BY_NAME = Set.of("jdk.crypto.mscapi");

  /// What nothing here reaches: libraries have classes that use these where they are there (beans),
  /// or annotations for compilers.
  private static final Set<String> NOT_NEEDED = Set.of("java.compiler", "java.desktop");

  /// Where the jar has the licenses of what others wrote, with a list of it all.
  private static final String LICENSES = "META-INF/licenses/";

  private final Path root;
  private final Path jar;
  private final Path dist;
  private final String version;

  private Package(Path root, Path jar, Path dist) throws IOException {
    this.root = root;
    this.jar = jar;
    this.dist = dist;
    try (JarFile file = new JarFile(jar.toFile())) {
      version =
          file.getManifest()
              .getMainAttributes()
              .getValue("Implementation-Version")
              .replace("-SNAPSHOT", "");
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Package made =
        new Package(
            Path.of(args[0]).toAbsolutePath().normalize(),
            Path.of(args[1]).toAbsolutePath(),
            Path.of(args[2]).toAbsolutePath());
    if (args.length > 3) {
      made.portable(made.empty(args[3]), args[3].startsWith("windows"));
    } else {
      made.whole();
    }
  }

  private void whole() throws IOException, InterruptedException {
    String platform = os() + "-" + arch();
    boolean windows = platform.startsWith("windows");
    Path folder = empty(platform);
    portable(folder, windows);
    runtime(folder.resolve("runtime"));
    if (!new Training(root, folder.resolve("runtime"))
        .run(jar, Files.createDirectory(folder.resolve("lib")))) {
      throw new IOException("the packaged command does not start");
    }
    // It would add 10 MB to what everybody downloads.
    Files.deleteIfExists(folder.resolve("lib/report.aot"));
    if (windows) {
      // One cache for all: rolecall.bat does not look at what it is asked for.
      Files.delete(folder.resolve("lib/rolecall.aot"));
    }
    sbom(folder);
    Archive.write(folder, dist.resolve(folder.getFileName() + (windows ? ".zip" : ".tar.gz")));
  }

  private static String os() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "macos" : "linux";
  }

  private static String arch() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64", "x86_64" -> "x64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  private Path empty(String platform) throws IOException {
    Path folder = dist.resolve("rolecall-" + version + "-" + platform);
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) old.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  /// Writes what is the same on all platforms, and the script that starts it.
  private void portable(Path folder, boolean windows) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    if (windows) {
      copy(root.resolve(".mvn/rolecall.bat"), bin.resolve("rolecall.bat"));
    } else {
      copy(root.resolve("rolecall"), bin.resolve("rolecall"));
    }
    copy(root.resolve("LICENSE"), folder.resolve("LICENSE"));
    completion(folder.resolve("share"));
    ManPages.write(Main.spec(), version, folder.resolve("share/man/man1"));
    licences(folder.resolve("licenses"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void completion(Path share) throws IOException {
    String bash = AutoComplete.bash("rolecall", new CommandLine(Main.spec()));
    write(share.resolve("bash-completion/completions/rolecall"), bash);
    // zsh loads this file as a function when it first completes the command.
    write(
        share.resolve("zsh/site-functions/_rolecall"),
        "#compdef rolecall\nautoload -U +X bashcompinit && bashcompinit\n"
            + bash
            + "\n_bash_complete -o default -F _complete_rolecall\n");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void licences(Path folder) throws IOException {
    try (JarFile from = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(from.entries())) {
        if (entry.getName().startsWith(LICENSES) && !entry.isDirectory()) {
          write(folder.resolve(entry.getName().substring(LICENSES.length())), text(from, entry));
        }
      }
    }
    write(
        folder.resolve("README.txt"),
        """
        index.txt lists what others wrote of the jars in lib: name and version, license, and the
        files here with its texts. The Java runtime has its own in runtime/legal.
        """);
  }

  private void sbom(Path folder) throws IOException {
    Path sbom = dist.resolve("rolecall-" + version + ".cdx.json");
    try (JarFile from = new JarFile(jar.toFile())) {
      String index = text(from, from.getJarEntry(LICENSES + "index.txt"));
      Sbom.write(version, index, folder.resolve("runtime"), sbom);
    }
    Files.copy(sbom, folder.resolve("rolecall.cdx.json"));
  }

  private static String text(JarFile jar, JarEntry entry) throws IOException {
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }

  /// A runtime with the modules that the jars need.
  private void runtime(Path folder) {
    Set<String> modules = new TreeSet<>(List.of(modules().split(",")));
    modules.removeAll(NOT_NEEDED);
    FOUND_BY_NAME.stream()
        .filter(name -> ModuleFinder.ofSystem().find(name).isPresent())
        .forEach(modules::add);
    tool(
        "jlink",
        "--add-modules",
        String.join(",", modules),
        "--output",
        folder.toString(),
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress",
        "zip-6");
  }

  private String modules() {
    Stream<String> options =
        Stream.of("--ignore-missing-deps", "--multi-release", "25", "--print-module-deps");
    Stream<String> jars = TwoJars.of(jar).stream().map(Path::toString);
    return tool("jdeps", Stream.concat(options, jars).toArray(String[]::new)).strip();
  }

  private static String tool(String name, String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    if (ToolProvider.findFirst(name).orElseThrow().run(printer, printer, arguments) != 0) {
      throw new UncheckedIOException(new IOException(name + ": " + out));
    }
    return out.toString();
  }
}
