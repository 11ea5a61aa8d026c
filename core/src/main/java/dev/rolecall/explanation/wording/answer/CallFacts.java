package dev.rolecall.explanation.wording.answer;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.value;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.wording.ServiceReportSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.explanation.wording.term.RegionNames;
import dev.rolecall.explanation.wording.term.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The denied call at a glance: caller, role, action, when and where, from where.
public final class CallFacts {

  /// Of a user agent this much is enough to show what made the call.
  private static final int AGENT = 60;

  private CallFacts() {}

  /// Labelled facts, in the order of reading.
  public static List<Block.Fact> of(Explanation explanation) {
    Denial denial = explanation.denial();
    EntityNames entityNames = new EntityNames(explanation);
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("caller", value(entityNames.callerId())));
    denial
        .caller()
        .provider()
        .ifPresent(provider -> facts.add(new Block.Fact("provider", value(provider))));
    facts.add(
        new Block.Fact(
            "role",
            switch (denial.target()) {
              case TargetRole.Known(var arn) -> value(arn.toString());
              case TargetRole.Unreadable(String text, var _) -> value(text);
              case TargetRole.NotRecorded _ -> words("not recorded");
            }));
    facts.add(new Block.Fact("call", call(denial)));
    new ServiceReportSentence(explanation)
        .reportedBy()
        .ifPresent(by -> facts.add(new Block.Fact("reported", by)));
    List<String> from =
        Stream.of(denial.sourceIp(), cut(denial.userAgent()))
            .filter(text -> !text.isEmpty())
            .toList();
    if (!from.isEmpty()) {
      facts.add(new Block.Fact("from", RichSentence.values(from, ", ")));
    }
    return facts;
  }

  private static RichSentence call(Denial denial) {
    List<RichSentence> call = new ArrayList<>();
    String action = denial.call().action();
    call.add(
        denial.deniedAction().equals(action)
            ? value(action)
            : say("{}, denied as {}", action, denial.deniedAction()));
    denial.time().ifPresent(time -> call.add(words(TimeFormat.absolute(time))));
    denial
        .region()
        .ifPresent(name -> call.add(RegionNames.isRegion(name) ? words(name) : value(name)));
    denial.recordedIn().ifPresent(account -> call.add(words("recorded in account " + account)));
    return RichSentence.join(call, ", ", ", ");
  }

  private static String cut(String text) {
    String clean = Redaction.of(text);
    return clean.codePointCount(0, clean.length()) <= AGENT
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, AGENT)) + "…";
  }
}
