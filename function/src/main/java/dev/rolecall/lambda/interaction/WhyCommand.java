package dev.rolecall.lambda.interaction;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.check.GivenKeys;
import dev.rolecall.check.HypotheticalCall;
import dev.rolecall.check.UnspecifiedKeys;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.lambda.wording.InteractionWords;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The command `/rolecall why CALLER ROLE`: the same question as `rolecall check`, asked of what
/// the function may read.
public final class WhyCommand {

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /// What people copy along with a name.
  private static final Pattern AROUND = Pattern.compile("^[`'\"“”‘’<]+|[`'\"“”‘’>]+$");

  private static final Pattern EXTERNAL_ID = Pattern.compile("(?i)^(sts:ExternalId=).+$");
  private static final List<String> ARROWS = List.of("->", "→", "=>");
  private static final int MOST_KEYS = 20;

  /// Characters of JSON; Slack takes about 13,000 of a message.
  private static final int LEAD = 2_500;

  private static final int ANSWER = 7_000;
  private static final int END = 3_000;

  private final Optional<Function<Denial, Explanation>> checker;
  private final WritingOptions options;
  private final InstantSource clock;
  private final WhyLimit limit = new WhyLimit();

  /// @param checker evaluates a call that has not been made; empty when the command is off
  public WhyCommand(
      Optional<Function<Denial, Explanation>> checker,
      WritingOptions options,
      InstantSource clock) {
    this.checker = checker;
    this.options = options;
    this.clock = clock;
  }

  /// Answers the command.
  ///
  /// @param text what follows `/rolecall`
  SlackMessage answer(String text, Requester by) {
    if (text.length() > InteractionReader.LONGEST_COMMAND) {
      return SlackResponder.sentence(InteractionWords.tooLong(InteractionReader.LONGEST_COMMAND));
    }
    List<String> words = words(text);
    if (words.isEmpty() || words.getFirst().equals("help")) {
      return SlackResponder.sentence(InteractionWords.usage());
    }
    if (!words.getFirst().equals("why")) {
      return SlackResponder.sentence(InteractionWords.unknownCommand(shown(words.getFirst())));
    }
    if (checker.isEmpty()) {
      return SlackResponder.sentence(InteractionWords.switchedOff());
    }
    if (words.size() < 3) {
      return SlackResponder.sentence(InteractionWords.usage());
    }
    return why(words.get(1), words.get(2), words.subList(3, words.size()), by, checker.get());
  }

  private static List<String> words(String text) {
    return Arrays.stream(BLANKS.split(unescaped(text).strip()))
        .filter(word -> !ARROWS.contains(word))
        .map(word -> AROUND.matcher(word).replaceAll(""))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// Slack escapes three characters in what people type.
  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private static String shown(String word) {
    return VisibleText.line(word);
  }

  private SlackMessage why(
      String caller,
      String role,
      List<String> keys,
      Requester by,
      Function<Denial, Explanation> check) {
    Optional<RoleArn> target = RoleArn.parse(role);
    if (target.isEmpty()) {
      return SlackResponder.sentence(InteractionWords.notARoleArn(shown(role)));
    }
    Optional<String> unusable = keys.stream().filter(key -> !GivenKeys.isUsable(key)).findFirst();
    if (unusable.isPresent() || keys.size() > MOST_KEYS) {
      return SlackResponder.sentence(
          unusable
              .map(key -> InteractionWords.notAContextKey(shown(key)))
              .orElseGet(InteractionWords::usage));
    }
    Denial call;
    try {
      call =
          new HypotheticalCall(
                  GivenKeys.of(keys),
                  UnspecifiedKeys.UNKNOWN,
                  InteractionWords::howToGive,
                  clock.instant())
              .by(caller, target.get());
    } catch (IllegalArgumentException e) {
      return SlackResponder.sentence(
          InteractionWords.unusableCaller(shown(caller), String.valueOf(e.getMessage())));
    }
    if (!limit.admits(by.team() + "/" + by.user(), clock.instant())) {
      return SlackResponder.sentence(InteractionWords.tooOften(WhyLimit.MOST));
    }
    return message(check.apply(call), command(caller, role, keys));
  }

  private static String command(String caller, String role, List<String> keys) {
    List<String> options = new ArrayList<>();
    options.add(ShellWords.option("--caller", caller));
    options.add(ShellWords.option("--role", role));
    keys.forEach(key -> options.add(ShellWords.option("--context", withoutExternalId(key))));
    return InteractionWords.checkCommand(options);
  }

  /// As everywhere else, it is not shown.
  private static String withoutExternalId(String key) {
    return EXTERNAL_ID.matcher(key).replaceFirst("$1EXTERNAL_ID");
  }

  private SlackMessage message(Explanation checked, String command) {
    Document document = DocumentWriter.answer(checked, options, false);
    RichSentence verdict =
        RichSentence.words(checked.diagnosis().verdict() + ": ").then(document.headline());
    List<LayoutBlock> blocks = new ArrayList<>();
    SlackPage lead = new SlackPage(LEAD);
    lead.add(new Block.Paragraph(verdict));
    blocks.addAll(lead.blocks());
    blocks.addAll(SlackDocument.blocks(document, ANSWER));
    SlackPage end = new SlackPage(END);
    end.add(new Block.Paragraph(InteractionWords.everything()));
    end.add(new Block.Code("bash", command));
    blocks.addAll(end.blocks());
    String line = SlackText.escape(VisibleText.line(verdict.plain()));
    return new SlackMessage(
        line, SlackText.whole(line, Optional.empty(), document), blocks, Optional.empty());
  }
}
