package dev.rolecall.infra;

import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/// The template of the member stack, as the CDK writes it.
final class MemberTemplate {

  private MemberTemplate() {}

  /// @param context of the app, which holds the feature flags
  static String of(Map<String, Object> context, Settings settings, Members members) {
    try {
      Path folder = Files.createTempDirectory("rolecall-member");
      try {
        return synthesize(folder, context, settings, members);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String synthesize(
      Path folder, Map<String, Object> context, Settings settings, Members members)
      throws IOException {
    App app =
        new App(
            AppProps.builder().context(context).outdir(folder.toString()).autoSynth(false).build());
    MemberStack stack = new MemberStack(app, settings, members);
    return Files.readString(
        Path.of(app.synth().getStackArtifact(stack.getArtifactId()).getTemplateFullPath()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
