package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.Corpus;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.wording.ActorSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What stands on a terminal when nothing more is asked for is short, and has what is needed to
/// act.
class ShortAnswerTest {

  private static final int MOST_BEFORE_FIX = 8;

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  private static List<String> lines(Path story) throws IOException {
    return Files.readString(story.resolve("message.txt")).lines().toList();
  }

  @Test
  void halfOfTheAnswersHave25LinesAndNineOfTen80() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    for (Path story : stories()) {
      lengths.add(lines(story).size());
    }
    List<Integer> sorted = lengths.stream().sorted().toList();
    assertThat(sorted.get(sorted.size() / 2)).isLessThanOrEqualTo(25);
    assertThat(sorted.get(sorted.size() * 9 / 10)).isLessThanOrEqualTo(80);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theFixFollowsAfterEightLinesAtMost(Path story) throws IOException {
    List<String> lines = lines(story);
    int lead = lines.indexOf("");
    assertThat(isToPaste(story) ? lead + 1 : action(story, lines)).isBetween(2, MOST_BEFORE_FIX);
  }

  /// Whether there is more to do than the lead can say.
  private static boolean isToPaste(Path story) throws IOException {
    return inShort(story).blocks(Document.Topic.TODO).stream()
        .anyMatch(block -> block instanceof Block.Code || block instanceof Block.Difference);
  }

  /// How many lines stand before the action.
  private static int action(Path story, List<String> lines) throws IOException {
    String action = inShort(story).action().plain();
    return (int)
        lines.stream()
            .takeWhile(line -> !action.startsWith(line.substring(0, Math.min(20, line.length()))))
            .count();
  }

  private static Document inShort(Path story) throws IOException {
    return DocumentWriter.inShort(Corpus.explained(story), WritingOptions.plain(), true);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyAnswerNamesCallerRoleAndTheirAccounts(Path story) throws IOException {
    EntityNames names = new EntityNames(Corpus.explained(story));
    String answer = String.join(" ", lines(story));
    assertThat(answer)
        .containsIgnoringCase(inShort(names.caller()))
        .containsIgnoringCase(inShort(names.role()));
    Stream.of(names.callerAccount(), names.roleAccount())
        .forEach(
            account -> {
              names.accountName(account).ifPresent(name -> assertThat(answer).contains(name));
              account.ifPresent(id -> assertThat(answer).contains(id.value()));
            });
  }

  private static String inShort(RichSentence name) {
    return name.withValues(text -> text.length() > 64 ? Truncation.middle(52, text) : text).plain();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyAnswerNamesWhoNeedsToAct(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    if (explanation.diagnosis().actor() == Actor.NOBODY || explanation.setup().isPresent()) {
      return;
    }
    ActorSentence actors = new ActorSentence(explanation);
    String answer = String.join(" ", lines(story)).toLowerCase(Locale.ROOT);
    List<String> known =
        Stream.of(
                actors.roleOwner(),
                actors.callerOwner(),
                actors.callerTeam(),
                actors.organizationAdmins(),
                actors.sessionStarter(),
                RichSentence.words("admins"),
                RichSentence.words("the owner of "),
                RichSentence.words("provider's owner"))
            .map(actor -> actor.plain().toLowerCase(Locale.ROOT))
            .toList();
    assertThat(known).anyMatch(answer::contains);
  }
}
