package dev.rolecall.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/// What fills the jar.
final class JarContents {

  private static final double MB = 1e6;
  private static final int LISTED = 14;

  private JarContents() {}

  static void print(Path jar, double most) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream().forEach(e -> sizes.merge(owner(e.getName()), e.getCompressedSize(), Long::sum));
    }
    double size = Files.size(jar) / MB;
    say("%-48s %6.1f MB (goal: at most %.0f): %s", "the jar", size, most, verdict(size <= most));
    sizes.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(LISTED)
        .forEach(e -> say("  %-46s %6.2f MB", e.getKey(), e.getValue() / MB));
  }

  static String verdict(boolean met) {
    return met ? "met" : "MISSED";
  }

  static void say(String form, Object... what) {
    System.out.printf(Locale.ROOT, form + "%n", what);
  }

  /// The package that tells who made it: `software.amazon.awssdk.services.iam`, `com.fasterxml`.
  private static String owner(String entry) {
    List<String> folders = Arrays.asList(entry.split("/", -1));
    int depth =
        entry.startsWith("software/amazon/awssdk/services/")
            ? 5
            : entry.startsWith("software/amazon/") ? 4 : entry.startsWith("META-INF") ? 1 : 3;
    return folders.stream()
        .limit(Math.min(depth, Math.max(1, folders.size() - 1)))
        .collect(Collectors.joining("."));
  }
}
