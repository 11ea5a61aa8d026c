package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each text that the command reads, as editors and shells of Windows write it, is the same text.
class WindowsFilesTest {

  private static final Path EVENTS = Path.of("../events");
  private static final Path EXAMPLE = Path.of("src/test/resources/gate/example");
  private static final String APP = "arn:aws:iam::222222222222:role/app-deploy";

  @TempDir private Path directory;

  enum Form {
    LINE_ENDS,
    MARKED,
    POWERSHELL,
    UTF_16_WITHOUT_MARK,
    UTF_16_BIG_ENDIAN;

    byte[] of(String text) {
      String lines = text.replace("\r\n", "\n").replace("\n", "\r\n");
      return switch (this) {
        case LINE_ENDS -> lines.getBytes(StandardCharsets.UTF_8);
        case MARKED -> ("\ufeff" + lines).getBytes(StandardCharsets.UTF_8);
        case POWERSHELL -> ("\ufeff" + lines).getBytes(StandardCharsets.UTF_16LE);
        case UTF_16_WITHOUT_MARK -> lines.getBytes(StandardCharsets.UTF_16LE);
        case UTF_16_BIG_ENDIAN -> ("\ufeff" + lines).getBytes(StandardCharsets.UTF_16BE);
      };
    }
  }

  /// Copies a folder or a file, each file in this form.
  private Path copy(Path from, Form form) throws IOException {
    Path to = directory.resolve(form + " of " + from.getFileName());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, form.of(Files.readString(file)));
        }
      }
    }
    return to;
  }

  private void isTheSame(Form form, List<String> words, List<Path> files) throws IOException {
    List<String> plain = new ArrayList<>(words);
    List<String> copied = new ArrayList<>(words);
    for (Path file : files) {
      plain.replaceAll(word -> word.replace("{" + files.indexOf(file) + "}", file.toString()));
      String copy = copy(file, form).toString();
      copied.replaceAll(word -> word.replace("{" + files.indexOf(file) + "}", copy));
    }
    CommandLineRun expected = CommandLineRun.of(plain.toArray(String[]::new));
    CommandLineRun run = CommandLineRun.of(copied.toArray(String[]::new));
    assertThat(run.err()).isEqualTo(expected.err());
    assertThat(run.out()).isEqualTo(expected.out()).isNotEmpty();
    assertThat(run.status()).isEqualTo(expected.status());
  }

  @ParameterizedTest
  @EnumSource
  void anEventWithItsSnapshot(Form form) throws IOException {
    for (String story :
        List.of(
            "external-id-missing/vendor-onboarding", "deleted-principal/ci-user-created-again")) {
      isTheSame(form, List.of("explain", "{0}"), List.of(EVENTS.resolve(story)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorMessage(Form form) throws IOException {
    Path log =
        Files.writeString(
            directory.resolve("terraform.log"),
            """
            ╷
            │ Error: Cannot assume IAM Role
            │
            │ IAM Role (arn:aws:iam::222222222222:role/terraform-deploy) cannot be assumed.
            │
            │ Error: operation error STS: AssumeRole, https response error StatusCode: 403, RequestID:
            │ 0b8f6b53-27d4-4c6e-9c5a-3f2f6f0d9b11, api error AccessDenied: User: arn:aws:iam::111111111111:user/ci-user is
            │ not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/terraform-deploy
            ╵
            """);
    isTheSame(form, List.of("explain", "{0}"), List.of(log));
  }

  @ParameterizedTest
  @EnumSource
  void recordsInATable(Form form) throws IOException {
    String event =
        Files.readString(EVENTS.resolve("external-id-missing/vendor-onboarding/event.json"));
    String cell = event.replaceAll("\\s*\n\\s*", " ").replace("\"", "\"\"");
    Path table =
        Files.writeString(
            directory.resolve("export.csv"), "time,message\n2026-03-12,\"" + cell + "\"\n");
    isTheSame(form, List.of("explain", "{0}", "--format", "json"), List.of(table));
  }

  @ParameterizedTest
  @EnumSource
  void pairsPlanAndPolicy(Form form) throws IOException {
    List<Path> files =
        Stream.of("pairs.yaml", "snapshot", "plan-breaks.json", "trust-breaks.json")
            .map(EXAMPLE::resolve)
            .toList();
    List<String> words = List.of("check", "--pairs", "{0}", "--snapshot", "{1}");
    isTheSame(form, words, files);
    isTheSame(form, with(words, "--plan", "{2}"), files);
    isTheSame(form, with(words, "--trust-policy", APP + "={3}"), files);
  }

  private static List<String> with(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }

  @ParameterizedTest
  @EnumSource
  void claimsOfAToken(Form form) throws IOException {
    List<Path> files =
        List.of(Path.of("src/test/resources/token/claims.json"), EXAMPLE.resolve("snapshot"));
    isTheSame(form, List.of("check", "--token", "{0}", "--role", APP, "--snapshot", "{1}"), files);
  }

  @ParameterizedTest
  @EnumSource
  void terraformFiles(Form form) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("terraform"));
    Files.writeString(
        folder.resolve("main.tf"),
        """
        # the role of harborline's onboarding
        resource "aws_iam_role" "cost" {
          name = "cost-reporting"
        }
        """);
    Path copy = copy(folder, form);
    String event = EVENTS.resolve("external-id-missing/vendor-onboarding").toString();
    String sarif =
        CommandLineRun.of("report", event, "--format", "sarif", "--terraform", copy.toString())
            .out();
    assertThat(sarif).contains("\"rolesInTerraform\":1");
  }
}
