package dev.rolecall.gate;

import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.ValueVisibility;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.render.terminal.TextFormat;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.PairsWriter;
import dev.rolecall.gate.pairs.RequestValue;
import dev.rolecall.gate.wording.VerdictWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Verdicts for people: how many of which, then each pair that fails, then each that is open. What
/// other people wrote has its hidden characters made visible.
///
/// @param wholeDocuments quote policies whole, external IDs and all: for formats that only the
///   reader's own eyes see
public record VerdictsText(WritingOptions writingOptions, boolean wholeDocuments) {

  /// So many lines say why and what to do; a single `rolecall check` tells the rest.
  private static final int MOST_LINES = 24;

  private static final String INDENT = "  ";

  /// All of it. It ends with a line break.
  public static String write(Verdicts verdicts, WritingOptions writingOptions) {
    return new VerdictsText(writingOptions, true).write(verdicts);
  }

  /// The same for logs that many read: external IDs inside of policies are masked, too.
  public static String forLogs(Verdicts verdicts, WritingOptions writingOptions) {
    return new VerdictsText(writingOptions, false).write(verdicts);
  }

  private String write(Verdicts verdicts) {
    List<String> lines = new ArrayList<>();
    lines.add(sum(verdicts));
    for (Outcome.Grade grade : List.of(Outcome.Grade.FAILED, Outcome.Grade.OPEN)) {
      for (Judgement judgement : verdicts.of(grade)) {
        lines.add("");
        lines.addAll(judgement(judgement));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /// `7 pairs: 5 as expected, 1 would be denied, 1 undetermined`.
  public static String sum(Verdicts verdicts) {
    return VerdictWords.sum(
        verdicts.judgements().size(),
        verdicts.counts().entrySet().stream()
            .map(count -> Count.of(count.getValue()) + " " + count.getKey().words())
            .toList());
  }

  private List<String> judgement(Judgement judgement) {
    List<String> lines = new ArrayList<>();
    lines.add(sign(judgement) + " " + judgement.title());
    Stream.of(
            context(judgement.pair()),
            seen(judgement.pair()),
            surprise(judgement).stream(),
            reasons(judgement, writingOptions, wholeDocuments).stream())
        .flatMap(part -> part)
        .forEach(line -> lines.add((INDENT + line).stripTrailing()));
    return lines;
  }

  private static String sign(Judgement judgement) {
    return switch (judgement.outcome().grade()) {
      case PASSED -> "✅";
      case FAILED -> "❌";
      case OPEN -> "❔";
    };
  }

  /// What is known of a pair apart from its reasons: what it sends, how often it worked, and what
  /// may surprise.
  public static List<String> circumstances(Judgement judgement, WritingOptions writingOptions) {
    return Stream.of(
            new VerdictsText(writingOptions, false).context(judgement.pair()),
            seen(judgement.pair()),
            surprise(judgement).stream())
        .flatMap(part -> part)
        .toList();
  }

  private Stream<String> context(AccessPair accessPair) {
    ValueVisibility valueVisibility = new ValueVisibility(writingOptions.showExternalIds());
    return accessPair.context().entrySet().stream()
        .map(
            sent -> {
              String key = sent.getKey();
              RequestValue shown = PairsWriter.shown(key, sent.getValue(), valueVisibility);
              return VisibleText.line(
                  switch (shown) {
                    case RequestValue.Values(List<String> values) -> VerdictWords.with(key, values);
                    case RequestValue.Masked(String hint) -> VerdictWords.with(key, List.of(hint));
                    case RequestValue.Varying _ -> VerdictWords.withVarying(key);
                  });
            });
  }

  private static Stream<String> seen(AccessPair accessPair) {
    return accessPair.seen().stream().map(seen -> VerdictWords.seen(seen.count(), seen.last()));
  }

  /// What the explanation of the call alone does not tell.
  private static Optional<String> surprise(Judgement judgement) {
    boolean open = judgement.then().diagnosis().verdict() == Diagnosis.Verdict.UNDETERMINED;
    return switch (judgement.outcome()) {
      case ALREADY_DENIED -> judgement.pair().seen().map(_ -> VerdictWords.deniedThoughSeen());
      case OPENS, ALREADY_ALLOWED -> Optional.of(VerdictWords.upToCaller()).filter(_ -> open);
      case HOLDS, UNCHANGED, BREAKS, UNDETERMINED -> Optional.empty();
    };
  }

  /// Why the outcome is what it is, in one sentence; one for each change that is not followed.
  public static String reason(Judgement judgement, WritingOptions writingOptions) {
    if (judgement.end().isPresent() || !judgement.doubts().isEmpty()) {
      return String.join("\n", reasons(judgement, writingOptions, false));
    }
    return Sentences.answer(judgement.then(), writingOptions);
  }

  /// Why the outcome is what it is, and what to do.
  ///
  /// @param wholeDocuments as above
  static List<String> reasons(
      Judgement judgement, WritingOptions writingOptions, boolean wholeDocuments) {
    if (judgement.end().isPresent()) {
      return List.of(VisibleText.line(judgement.end().get()));
    }
    if (!judgement.doubts().isEmpty()) {
      return judgement.doubts().stream().map(VerdictsText::doubt).toList();
    }
    List<String> lines =
        TextFormat.brief(judgement.then(), writingOptions, wholeDocuments)
            .stripTrailing()
            .lines()
            .toList();
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
    first.add(VerdictWords.moreLines(lines.size() - MOST_LINES + 1));
    return first;
  }

  private static String doubt(Gap gap) {
    return VisibleText.line(VerdictWords.doubt(gap));
  }
}
