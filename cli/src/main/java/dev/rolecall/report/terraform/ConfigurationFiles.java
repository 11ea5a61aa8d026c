package dev.rolecall.report.terraform;

import dev.rolecall.cloudtrail.form.EncodedText;
import dev.rolecall.report.terraform.TerraformRoles.Problem;
import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.terraform.hcl.HclFile;
import dev.rolecall.report.terraform.hcl.HclLocation;
import dev.rolecall.report.terraform.hcl.JsonFile;
import dev.rolecall.report.terraform.hcl.MalformedHcl;
import dev.rolecall.report.wording.SourceWords;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The configuration files in a folder and the folders in it, and what could not be read. Modules
/// outside of the folder are read when something in it calls them.
final class ConfigurationFiles extends SimpleFileVisitor<Path> {

  private static final int LARGEST = 16 << 20;

  /// Roles and calls of modules, with all their instances.
  private static final int MOST_INSTANCES = 100_000;

  private static final String JSON = ".json";
  private static final String TERRAGRUNT = "terragrunt.hcl";
  private static final Pattern NAME =
      Pattern.compile("[^.].*\\.(?:tf|tofu)(?:\\.json)?", Pattern.DOTALL);
  private static final Pattern OVERRIDE =
      Pattern.compile("(?:.*_)?override\\.(?:tf|tofu)(?:\\.json)?", Pattern.DOTALL);
  private static final Pattern OF_TERRAFORM =
      Pattern.compile("(.*)\\.tf((?:\\.json)?)", Pattern.DOTALL);
  private static final Pattern VALUES =
      Pattern.compile("terraform\\.tfvars(?:\\.json)?|.*\\.auto\\.tfvars(?:\\.json)?");
  private static final HclLocation BEGIN = new HclLocation(1, 1);

  private final Path start;
  private final Path root;
  private final List<Path> found = new ArrayList<>();
  private final List<Path> unitFiles = new ArrayList<>();
  private final List<HclBlock> units = new ArrayList<>();
  private final Map<Path, Optional<HclBlock>> contents = new HashMap<>();
  private final Map<Path, TerraformModule> modules = new TreeMap<>();
  private final Map<Path, Optional<TerraformModule>> outside = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private int instances;

  private ConfigurationFiles(Path start, Path root) {
    this.start = start;
    this.root = root;
  }

  /// @param folder absolute
  /// @param root what places are relative to
  static ConfigurationFiles read(Path folder, Path root) {
    ConfigurationFiles files = new ConfigurationFiles(folder, root);
    try {
      Files.walkFileTree(folder, files);
    } catch (IOException e) {
      files.problem(folder, e);
    }
    files.dropLinks();
    files.unitFiles.stream()
        .sorted()
        .forEach(unit -> files.content(unit).ifPresent(files.units::add));
    files.found.stream()
        .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()))
        .forEach(
            (inner, all) ->
                files.module(inner, all).ifPresent(one -> files.modules.put(inner, one)));
    return files;
  }

  /// What two names lead to is read once: by the name that is no link.
  private void dropLinks() {
    Set<Path> files =
        found.stream()
            .filter(file -> !Files.isSymbolicLink(file))
            .map(ConfigurationFiles::real)
            .collect(Collectors.toSet());
    found.removeIf(file -> Files.isSymbolicLink(file) && files.contains(real(file)));
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException _) {
      return file; // reading it says what is wrong
    }
  }

  /// The modules inside of the folder.
  List<TerraformModule> modules() {
    return List.copyOf(modules.values());
  }

  /// The files of Terragrunt's units, as blocks without a type.
  List<HclBlock> units() {
    return units;
  }

  /// The module in a folder, which may be outside of what was read.
  Optional<TerraformModule> module(Path folder) {
    TerraformModule inside = modules.get(folder);
    if (inside != null) {
      return Optional.of(inside);
    }
    return folder.startsWith(root)
        ? outside.computeIfAbsent(folder, _ -> module(folder, files(folder)))
        : Optional.empty();
  }

  /// The values of variables that Terraform takes without being told to, in the order in which it
  /// takes them.
  Map<String, Attribute> values(Path folder) {
    Map<String, Attribute> values = new HashMap<>();
    list(folder, file -> VALUES.matcher(name(file)).matches() && Files.isRegularFile(file)).stream()
        .sorted(
            Comparator.comparing((Path file) -> !name(file).startsWith("terraform.tfvars"))
                .thenComparing(ConfigurationFiles::name))
        .flatMap(file -> content(file).stream())
        .forEach(content -> values.putAll(content.attributes()));
    return values;
  }

  private static List<Path> files(Path folder) {
    return list(folder, ConfigurationFiles::isConfiguration);
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(wanted).toList();
    } catch (IOException _) {
      return List.of(); // a module that is not there is one that is not known
    }
  }

  private static boolean isConfiguration(Path file) {
    return NAME.matcher(name(file)).matches() && Files.isRegularFile(file);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// Whether one more role or module may be added: modules that call each other may be more than
  /// can be listed, which is noted once.
  boolean mayAdd(FilePlace place) {
    if (instances++ == MOST_INSTANCES) {
      problems.add(new Problem(place, SourceWords.tooManyInstances(MOST_INSTANCES)));
    }
    return instances <= MOST_INSTANCES;
  }

  List<Problem> problems() {
    return problems;
  }

  /// Whether there is any configuration.
  boolean isEmpty() {
    return found.isEmpty() && unitFiles.isEmpty();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
    boolean hidden = !inner.equals(start) && name(inner).startsWith(".");
    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (isConfiguration(file)) {
      found.add(file);
    } else if (name(file).equals(TERRAGRUNT)) {
      unitFiles.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    problem(file, failure);
    return FileVisitResult.CONTINUE;
  }

  /// The files of one folder as Terraform reads them: those of OpenTofu in place of those of
  /// Terraform with the same name, and override files over the others.
  private Optional<TerraformModule> module(Path folder, List<Path> files) {
    Set<String> names = files.stream().map(ConfigurationFiles::name).collect(Collectors.toSet());
    List<HclBlock> blocks = new ArrayList<>();
    files.stream()
        .filter(file -> !names.contains(ofTofu(name(file))))
        .sorted(
            Comparator.comparing((Path file) -> OVERRIDE.matcher(name(file)).matches())
                .thenComparing(ConfigurationFiles::name))
        .forEach(
            file ->
                content(file)
                    .ifPresent(
                        content -> {
                          if (OVERRIDE.matcher(name(file)).matches()) {
                            content.blocks().forEach(block -> override(blocks, block));
                          } else {
                            blocks.addAll(content.blocks());
                          }
                        }));
    return files.isEmpty() ? Optional.empty() : Optional.of(new TerraformModule(folder, blocks));
  }

  /// The name of the file that OpenTofu reads in place of one of Terraform's; empty for others.
  private static String ofTofu(String name) {
    Matcher terraform = OF_TERRAFORM.matcher(name);
    return terraform.matches() ? terraform.replaceFirst("$1.tofu$2") : "";
  }

  private static void override(List<HclBlock> blocks, HclBlock by) {
    boolean locals = by.type().equals("locals");
    for (int i = 0; i < blocks.size() && !locals; i++) {
      HclBlock one = blocks.get(i);
      if (one.type().equals(by.type()) && one.labels().equals(by.labels())) {
        blocks.set(i, one.overriddenBy(by));
        return;
      }
    }
    blocks.add(by);
  }

  /// A file as a block without a type; empty when it cannot be read, which is noted once.
  Optional<HclBlock> content(Path file) {
    Optional<HclBlock> known = contents.get(file);
    if (known == null) {
      known = read(file);
      contents.put(file, known);
    }
    return known;
  }

  private Optional<HclBlock> read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new MalformedHcl(BEGIN, SourceWords.tooLarge(LARGEST >> 20));
      }
      String text = EncodedText.decode(Files.readAllBytes(file));
      boolean json = name(file).endsWith(JSON);
      String name = relative(file);
      return Optional.of(json ? JsonFile.read(name, text) : HclFile.read(name, text));
    } catch (MalformedHcl e) {
      problem(file, e.place(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      problem(file, e);
    }
    return Optional.empty();
  }

  private void problem(Path file, IOException failure) {
    boolean charset = failure instanceof CharacterCodingException;
    problem(file, BEGIN, charset ? SourceWords.notUtf8() : SourceWords.unreadable());
  }

  private void problem(Path file, HclLocation hclLocation, String problem) {
    problems.add(new Problem(new FilePlace(relative(file), hclLocation), problem));
  }

  private String relative(Path file) {
    return RepositoryRoot.relative(root, file);
  }
}
