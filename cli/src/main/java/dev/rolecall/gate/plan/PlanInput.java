package dev.rolecall.gate.plan;

import com.fasterxml.jackson.core.JsonParser;
import dev.rolecall.cloudtrail.form.Expansion;
import dev.rolecall.cloudtrail.form.GzipInput;
import dev.rolecall.cloudtrail.form.HeadInput;
import dev.rolecall.cloudtrail.form.InputForm;
import dev.rolecall.cloudtrail.form.Utf8Input;
import dev.rolecall.gate.wording.PlanWords;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The JSON of a plan in the forms in which people keep it.
final class PlanInput {

  /// How far into the output of a wrapper the plan begins.
  private static final int MOST_LINES = 1_000;

  private static final int LONGEST_LINE = 1 << 12;

  private static final String PLAN = "{\"format_version\"";

  private static final Pattern HUMAN =
      Pattern.compile(
          "(Terraform|OpenTofu) (used the selected providers|will perform the following actions"
              + "|has compared your real infrastructure|planned the following actions)"
              + "|No changes\\. Your infrastructure matches the configuration");

  private PlanInput() {}

  /// @throws MalformedPlan when it is something else that is known
  static InputStream json(InputStream in) throws IOException {
    Expansion expansion = new Expansion();
    HeadInput source = new HeadInput(expansion.packed(in), InputForm.HEAD);
    return switch (InputForm.of(source.head())) {
      case GZIP -> text(new HeadInput(expansion.unpacked(new GzipInput(source)), InputForm.HEAD));
      case UTF_16_LE -> text(utf8(source, true));
      case UTF_16_BE -> text(utf8(source, false));
      case ZIP -> throw new MalformedPlan("", PlanWords.binaryPlan());
      case TAR, DOCKER, JSON, TABLE, TEXT -> text(source);
    };
  }

  /// Terragrunt writes the plans of all units one after the other. What only the first changes says
  /// nothing about the rest.
  ///
  /// @param in what `parser` has not read yet
  /// @throws MalformedPlan when another plan follows
  static void requireNoOther(JsonParser parser, InputStream in) throws IOException {
    ByteArrayOutputStream buffered = new ByteArrayOutputStream();
    parser.releaseBuffered(buffered);
    byte[] member = "\"format_version\"".getBytes(StandardCharsets.UTF_8);
    try (InputStream rest =
        new BufferedInputStream(
            new SequenceInputStream(new ByteArrayInputStream(buffered.toByteArray()), in))) {
      int matched = 0;
      for (int next = rest.read(); next >= 0; next = rest.read()) {
        matched = next == member[matched] ? matched + 1 : next == '"' ? 1 : 0;
        if (matched == member.length) {
          throw new MalformedPlan("", PlanWords.severalPlans());
        }
      }
    }
  }

  private static HeadInput utf8(InputStream in, boolean little) {
    return new HeadInput(
        new Utf8Input(in, little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE),
        InputForm.HEAD);
  }

  private static InputStream text(HeadInput in) throws IOException {
    byte[] head = in.head();
    return switch (InputForm.of(head)) {
      case JSON -> withoutMark(in, head);
      case ZIP -> throw new MalformedPlan("", PlanWords.binaryPlan());
      case UTF_16_LE -> text(utf8(in, true));
      case UTF_16_BE -> text(utf8(in, false));
      case GZIP, TAR, DOCKER, TABLE, TEXT -> afterOtherLines(in, head);
    };
  }

  private static InputStream withoutMark(InputStream in, byte[] head) throws IOException {
    if (head.length > 2 && (head[0] & 0xff) == 0xef) {
      in.skipNBytes(3);
    }
    return in;
  }

  /// Wrappers such as the one of GitHub's `setup-terraform` write lines of their own around the
  /// output.
  private static InputStream afterOtherLines(InputStream in, byte[] head) throws IOException {
    Optional<String> unsupported = InputForm.unsupported(head);
    if (unsupported.isPresent()) {
      throw new MalformedPlan("", unsupported.get());
    }
    StringBuilder others = new StringBuilder();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int lines = 0, next = in.read(); next >= 0 && lines < MOST_LINES; next = in.read()) {
      if (line.size() < LONGEST_LINE) {
        line.write(next);
      }
      if (next == '"' && line.toString(StandardCharsets.UTF_8).endsWith(PLAN)) {
        return new SequenceInputStream(
            new ByteArrayInputStream(PLAN.getBytes(StandardCharsets.UTF_8)), in);
      }
      if (next == '\n') {
        others.append(line.toString(StandardCharsets.UTF_8));
        line.reset();
        lines++;
      }
    }
    throw new MalformedPlan(
        "", HUMAN.matcher(others).find() ? PlanWords.humanPlan() : PlanWords.notAPlanFile());
  }
}
