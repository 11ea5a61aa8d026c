package dev.rolecall.gate.plan;

import static dev.rolecall.gate.plan.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The forms in which people keep plans.
class PlanInputTest {

  private static final String LEFT = plan(Plans.change("aws_iam_group", "create", "", "{}", ""));

  private static PlanReading read(byte[] bytes) {
    return PlanReader.read(
        new ByteArrayInputStream(bytes), new AccountOptions(Map.of(), Optional.empty()));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  static Stream<Arguments> forms() throws IOException {
    byte[] utf8 = LEFT.getBytes(StandardCharsets.UTF_8);
    byte[] utf16 = ("\ufeff" + LEFT).getBytes(StandardCharsets.UTF_16LE);
    String wrapped =
        "[command]/home/runner/work/_temp/1/terraform-bin show -json plan\n"
            + LEFT
            + "\n::debug::Terraform exited with code 0.\n";
    String terragrunt =
        "12:00:01.123 INFO   Downloading Terraform configurations from .\n\n" + LEFT + "\n";
    return Stream.of(
        Arguments.of("as it is", utf8),
        Arguments.of("gzip", gzip(utf8)),
        Arguments.of("UTF-16 of PowerShell", utf16),
        Arguments.of("UTF-16, big endian", LEFT.getBytes(StandardCharsets.UTF_16BE)),
        Arguments.of("gzip of UTF-16", gzip(utf16)),
        Arguments.of("byte order mark", ("\ufeff" + LEFT).getBytes(StandardCharsets.UTF_8)),
        Arguments.of("setup-terraform", wrapped.getBytes(StandardCharsets.UTF_8)),
        Arguments.of("setup-terraform, gzip", gzip(wrapped.getBytes(StandardCharsets.UTF_8))),
        Arguments.of("Terragrunt", terragrunt.getBytes(StandardCharsets.UTF_8)),
        Arguments.of(
            "a unit of Terragrunt",
            ("12:00:01.123 STDOUT [live/app] terraform: " + LEFT)
                .getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void areRead(String title, byte[] bytes) {
    assertThat(read(bytes))
        .as(title)
        .isInstanceOfSatisfying(
            PlanReading.Read.class, plan -> assertThat(plan.notLookedAt()).hasSize(1));
  }

  static Stream<Arguments> others() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("tfplan"));
    }
    return Stream.of(
        Arguments.of(zip.toByteArray(), "this is a plan in Terraform's own format"),
        Arguments.of(
            bytes(
                "{\"@level\":\"info\",\"@message\":\"Terraform 1.9.8\",\"type\":\"version\"}\n"
                    + "{\"@level\":\"info\"}"),
            "this is the log of `terraform plan -json`"),
        Arguments.of(
            bytes(
                "\nTerraform used the selected providers to generate the following execution"
                    + " plan.\n"),
            "this is a plan as text"),
        Arguments.of(
            bytes("No changes. Your infrastructure matches the configuration.\n"),
            "this is a plan as text"),
        Arguments.of(
            bytes("{\"format_version\":\"1.0\",\"values\":{\"root_module\":{}}}"),
            "this is a Terraform state"),
        Arguments.of(
            bytes("{\"version\":4,\"serial\":1,\"lineage\":\"x\",\"resources\":[]}"),
            "this is a Terraform state"),
        Arguments.of(
            bytes("{\"meta\":{},\"encrypted_data\":\"eA==\",\"encryption_version\":\"v0\"}"),
            "this is encrypted by OpenTofu"),
        Arguments.of(bytes(LEFT + "\n" + LEFT), "several plans in one file"),
        Arguments.of(
            bytes(
                "12:00:01.123 STDOUT [a] terraform: "
                    + LEFT
                    + "\n[b] { \"format_version\": \"1.2\"}"),
            "several plans in one file"),
        Arguments.of(bytes("%PDF-1.4"), "a PDF document cannot be read"),
        Arguments.of(bytes(""), "not a JSON object"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherFilesAreNamed(byte[] bytes, String problem) {
    assertThat(read(bytes))
        .isInstanceOfSatisfying(
            PlanReading.Unreadable.class,
            unreadable -> assertThat(unreadable.problem()).startsWith(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '{"format_version": "1.2", "planned_values": {}, "output_changes": {}}' | 0
          '{"format_version": "1.9", "applyable": false, "complete": true}'       | 0
          '{"format_version": "1.2", "resource_drift": [{}], "resource_changes": []}' | 0
          '{"format_version": "1.2", "complete": false}'                          | 1
          '{"format_version": "1.2", "complete": false, "deferred_changes": [{"reason": "resource_config_unknown", "resource_change": {"address": "aws_s3_bucket.x", "type": "aws_s3_bucket", "change": {"actions": ["create"]}}}]}' | 0
          """)
  void allKindsOfPlansAreRead(String text, int notLookedAt) {
    List<String> left = ((PlanReading.Read) read(bytes(text))).notLookedAt();
    assertThat(left).hasSize(notLookedAt);
  }
}
