package dev.rolecall.gate.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The files that the runner gives a step, by the environment variables that name them. Without
/// them, outside of GitHub Actions, nothing is written.
///
/// @param environment of the process
public record RunnerFiles(Map<String, String> environment) {

  /// GitHub takes 1 MiB of a step.
  private static final int LARGEST_SUMMARY = 1_000_000;

  /// Adds to the job's summary.
  public void summary(String markdown) throws IOException {
    append("GITHUB_STEP_SUMMARY", cut(markdown) + "\n");
  }

  private static String cut(String markdown) {
    if (markdown.getBytes(StandardCharsets.UTF_8).length <= LARGEST_SUMMARY) {
      return markdown;
    }
    int end = markdown.lastIndexOf("\n#", LARGEST_SUMMARY / 4);
    return markdown.substring(0, Math.max(0, end)) + "\n";
  }

  /// Sets outputs of the step. What ends a value is made up each time, so that no value can.
  public void outputs(Map<String, String> values) throws IOException {
    StringBuilder all = new StringBuilder();
    values.forEach(
        (name, value) -> {
          String end = "end_" + UUID.randomUUID();
          all.append(name).append("<<").append(end).append('\n');
          all.append(value.strip()).append('\n').append(end).append('\n');
        });
    append("GITHUB_OUTPUT", all.toString());
  }

  private void append(String variable, String text) throws IOException {
    Optional<String> file =
        Optional.ofNullable(environment.get(variable)).filter(name -> !name.isEmpty());
    if (file.isPresent()) {
      Files.writeString(
          Path.of(file.get()), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
