package dev.rolecall.gate.pairs;

import dev.rolecall.gate.wording.PairsWords;
import dev.rolecall.problem.UnsupportedForm;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a file seems to be that is given as a pairs file and is none.
enum PairsForm {
  LIST("\\A\\s*(?:\\[\\s*\\{|-\\s)[^}]*?\"?(?:caller|role)\"?\\s*:"),
  PLAN("\"(?:resource_changes|planned_values|terraform_version)\"\\s*:"),
  SNAPSHOT("\"(?:RoleDetailList|UserDetailList|organizations)\"\\s*:"),
  RECORDS("\"(?:eventVersion|eventSource|CloudTrailEvent|Records)\"\\s*:"),
  POLICY("\\A\\s*\\{[^\\[]{0,400}?\"Statement\"\\s*:"),
  MARKUP("\\A\\s*(?i:<!doctype|<\\?xml|<html|<[a-z]+[ >])"),
  MARKDOWN("(?m)\\A\\s*(?:#{1,6} |!\\[|\\[!\\[|```)|^## "),
  TERRAFORM(
      "(?m)^\\s*(?:resource|module|variable|terraform|provider|locals)\\s*(?:\"[^\"]*\"\\s*)*\\{");

  private static final int MOST = 100_000;
  private static final Pattern PAIRS =
      Pattern.compile("(?m)^\\s*\"?pairs\"?\\s*:|\\{\\s*\"?pairs\"?\\s*:");

  private static final Pattern KEY = Pattern.compile("[\\w.-]+:(?:\\s|$)");

  private final Pattern sign;

  PairsForm(String sign) {
    this.sign = Pattern.compile(sign);
  }

  /// What is wrong with a file whose form is not that of a pairs file; empty where it may be one
  /// with a mistake in it.
  ///
  /// @param file without a byte order mark
  static Optional<String> problem(byte[] file) {
    String bytes = beginning(file, StandardCharsets.ISO_8859_1);
    String text = beginning(file, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return Optional.of(PairsWords.empty());
    }
    if (bytes.startsWith("\u001f\u008b")) {
      return Optional.of(PairsWords.isGzip());
    }
    if (bytes.startsWith("PK\u0003\u0004")) {
      return Optional.of(PairsWords.isZip());
    }
    Optional<String> unsupported = UnsupportedForm.of(bytes).map(UnsupportedForm::form);
    if (unsupported.isPresent()) {
      return unsupported.map(PairsWords::is);
    }
    if (PAIRS.matcher(text).find()) {
      return Optional.empty();
    }
    if (isYaml(text)) {
      return Optional.of(PairsWords.isYaml());
    }
    return Arrays.stream(values())
        .filter(form -> form.sign.matcher(text).find())
        .findFirst()
        .map(PairsForm::words)
        .or(() -> other(text));
  }

  private static boolean isYaml(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("---"))
        .findFirst()
        .filter(line -> KEY.matcher(line).lookingAt())
        .isPresent();
  }

  private static String beginning(byte[] file, Charset charset) {
    return new String(file, 0, Math.min(file.length, MOST), charset);
  }

  private String words() {
    return switch (this) {
      case LIST -> PairsWords.list();
      case PLAN -> PairsWords.plan();
      case SNAPSHOT -> PairsWords.snapshot();
      case RECORDS -> PairsWords.records();
      case POLICY -> PairsWords.policy();
      case MARKUP -> PairsWords.isMarkup();
      case MARKDOWN -> PairsWords.is("Markdown");
      case TERRAFORM -> PairsWords.isTerraform();
    };
  }

  /// Anything else: JSON, or text. Text in another encoding may be a pairs file.
  private static Optional<String> other(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of(PairsWords.is(UnsupportedForm.BINARY.form()));
    }
    boolean json = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
    return text.indexOf('\uFFFD') >= 0
        ? Optional.empty()
        : Optional.of(PairsWords.is(json ? "JSON" : "text"));
  }
}
