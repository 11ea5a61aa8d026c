package dev.rolecall.explanation;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.explanation.term.RegionNames;
import dev.rolecall.explanation.term.TimeFormat;
import java.util.ArrayList;
import java.util.List;

/// The refused call at a glance: caller, role, action, when and where, from where.
final class CallFacts {

  /// Of a user agent this much is enough to tell what made the call.
  private static final int AGENT = 60;

  private CallFacts() {}

  static List<Block.Fact> of(Explanation explanation) {
    Denial denial = explanation.denial();
    EntityNames entityNames = new EntityNames(explanation);
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("caller", RichSentence.value(entityNames.callerId())));
    facts.add(new Block.Fact("role", role(denial.target())));
    facts.add(new Block.Fact("call", call(denial)));
    from(denial, facts);
    return facts;
  }

  private static RichSentence role(TargetRole target) {
    return switch (target) {
      case TargetRole.Known(var arn) -> RichSentence.value(arn.toString());
      case TargetRole.Unreadable(String text, var _) -> RichSentence.value(text);
      case TargetRole.NotRecorded _ -> RichSentence.words("not recorded");
    };
  }

  private static RichSentence action(Denial denial) {
    RichSentence action = RichSentence.value(denial.call().action());
    return denial.deniedAction().equals(denial.call().action())
        ? action
        : action.then(RichSentence.say(", refused as {}", denial.deniedAction()));
  }

  private static RichSentence call(Denial denial) {
    List<RichSentence> call = new ArrayList<>();
    call.add(action(denial));
    denial.time().ifPresent(time -> call.add(RichSentence.words(TimeFormat.absolute(time))));
    denial.region().ifPresent(region -> call.add(region(region)));
    denial
        .recordedIn()
        .ifPresent(account -> call.add(RichSentence.words("recorded in account " + account)));
    return RichSentence.join(call, ", ", ", ");
  }

  private static RichSentence region(String region) {
    return RegionNames.isRegion(region) ? RichSentence.words(region) : RichSentence.value(region);
  }

  private static void from(Denial denial, List<Block.Fact> facts) {
    List<String> from = new ArrayList<>();
    if (!denial.sourceIp().isEmpty()) {
      from.add(denial.sourceIp());
    }
    if (!denial.userAgent().isEmpty()) {
      from.add(cut(denial.userAgent()));
    }
    if (!from.isEmpty()) {
      facts.add(new Block.Fact("from", RichSentence.values(from, ", ")));
    }
  }

  private static String cut(String text) {
    String clean = Redaction.of(text);
    return clean.codePointCount(0, clean.length()) <= AGENT
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, AGENT)) + "…";
  }
}
