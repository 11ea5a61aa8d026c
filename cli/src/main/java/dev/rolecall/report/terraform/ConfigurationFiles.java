package dev.rolecall.report.terraform;

import dev.rolecall.report.terraform.TerraformRole.FilePlace;
import dev.rolecall.report.terraform.TerraformRoles.Problem;
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
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The blocks of all files of a folder, by file, and what could not be read.
record ConfigurationFiles(SortedMap<String, List<HclBlock>> blocks, List<Problem> problems) {

  private static final long LARGEST = 16 << 20;
  private static final String JSON = ".tf.json";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final HclLocation BEGIN = new HclLocation(1, 1);

  static ConfigurationFiles read(Path folder) {
    Reading reading = new Reading(folder);
    try {
      Files.walkFileTree(folder, reading);
    } catch (IOException e) {
      reading.problem(folder, BEGIN, e);
    }
    // What two names lead to is read once: by the name that is no link.
    reading.found.sort(
        Comparator.comparing(Files::isSymbolicLink).thenComparing(reading::relative));
    reading.found.forEach(reading::blocks);
    return reading.files;
  }

  void each(BiConsumer<String, HclBlock> use) {
    for (Map.Entry<String, List<HclBlock>> file : blocks.entrySet()) {
      file.getValue().forEach(hclBlock -> use.accept(file.getKey(), hclBlock));
    }
  }

  private static final class Reading extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<Path> found = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final ConfigurationFiles files =
        new ConfigurationFiles(new TreeMap<>(), new ArrayList<>());

    Reading(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
      boolean hidden = !inner.equals(folder) && inner.getFileName().toString().startsWith(".");
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      boolean named = name.endsWith(".tf") || name.endsWith(JSON);
      if (named && !name.startsWith(".") && Files.isRegularFile(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      problem(file, BEGIN, failure);
      return FileVisitResult.CONTINUE;
    }

    private void blocks(Path file) {
      try {
        if (!seen.add(file.toRealPath())) {
          return;
        }
        if (Files.size(file) > LARGEST) {
          problem(file, BEGIN, "it is larger than 16 MiB");
          return;
        }
        String text = Files.readString(file);
        if (text.startsWith(BYTE_ORDER_MARK)) {
          text = text.substring(1);
        }
        boolean json = file.toString().endsWith(JSON);
        files.blocks.put(relative(file), json ? JsonFile.read(text) : HclFile.read(text));
      } catch (MalformedHcl e) {
        problem(file, e.place(), String.valueOf(e.getMessage()));
      } catch (IOException e) {
        problem(file, BEGIN, e);
      }
    }

    private void problem(Path file, HclLocation hclLocation, IOException failure) {
      problem(
          file,
          hclLocation,
          failure instanceof CharacterCodingException ? "it is not UTF-8" : "it cannot be read");
    }

    private void problem(Path file, HclLocation hclLocation, String problem) {
      files.problems.add(new Problem(new FilePlace(relative(file), hclLocation), problem));
    }

    private String relative(Path file) {
      return StreamSupport.stream(folder.relativize(file).spliterator(), false)
          .map(Path::toString)
          .collect(Collectors.joining("/"));
    }
  }
}
