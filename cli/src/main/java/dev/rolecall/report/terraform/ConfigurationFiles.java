package dev.rolecall.report.terraform;

import dev.rolecall.report.terraform.TerraformRole.FilePlace;
import dev.rolecall.report.terraform.TerraformRoles.Problem;
import dev.rolecall.report.wording.SourceWords;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// The blocks of all files of a folder, by file, and what could not be read.
final class ConfigurationFiles extends SimpleFileVisitor<Path> {

  private static final int LARGEST = 16 << 20;
  private static final String JSON = ".tf.json";
  private static final Pattern NAME = Pattern.compile("[^.].*\\.tf(\\.json)?", Pattern.DOTALL);
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final HclLocation BEGIN = new HclLocation(1, 1);

  private final Path folder;
  private final List<Path> found = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final SortedMap<String, List<HclBlock>> blocks = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private ConfigurationFiles(Path folder) {
    this.folder = folder;
  }

  static ConfigurationFiles read(Path folder) {
    ConfigurationFiles files = new ConfigurationFiles(folder);
    try {
      Files.walkFileTree(folder, files);
    } catch (IOException e) {
      files.problem(folder, e);
    }
    // What two names lead to is read once: by the name that is no link.
    files.found.sort(Comparator.comparing(Files::isSymbolicLink).thenComparing(files::relative));
    files.found.forEach(files::blocks);
    return files;
  }

  /// Gives `use` the blocks of a type and kind that have a name, each with its file.
  void each(String type, String kind, BiConsumer<String, HclBlock> use) {
    blocks.forEach(
        (file, all) ->
            all.stream()
                .filter(hclBlock -> hclBlock.is(type, kind))
                .forEach(hclBlock -> use.accept(file, hclBlock)));
  }

  List<Problem> problems() {
    return problems;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
    boolean hidden = !inner.equals(folder) && inner.getFileName().toString().startsWith(".");
    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file)) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    problem(file, failure);
    return FileVisitResult.CONTINUE;
  }

  private void blocks(Path file) {
    try {
      if (!seen.add(file.toRealPath())) {
        return;
      }
      if (Files.size(file) > LARGEST) {
        throw new MalformedHcl(BEGIN, SourceWords.tooLarge(LARGEST >> 20));
      }
      String whole = Files.readString(file);
      String text = whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(1) : whole;
      boolean json = file.toString().endsWith(JSON);
      blocks.put(relative(file), json ? JsonFile.read(text) : HclFile.read(text));
    } catch (MalformedHcl e) {
      problem(file, e.place(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      problem(file, e);
    }
  }

  private void problem(Path file, IOException failure) {
    boolean charset = failure instanceof CharacterCodingException;
    problem(file, BEGIN, charset ? SourceWords.notUtf8() : SourceWords.unreadable());
  }

  private void problem(Path file, HclLocation hclLocation, String problem) {
    problems.add(new Problem(new FilePlace(relative(file), hclLocation), problem));
  }

  private String relative(Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }
}
