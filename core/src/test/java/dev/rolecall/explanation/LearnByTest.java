package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.condition.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not known comes with a command that runs as it stands, or with a step.
class LearnByTest {

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  private static List<Gap> gaps(Explanation explanation) {
    List<Gap> gaps = new ArrayList<>(explanation.diagnosis().gaps());
    explanation.fixes().forEach(fix -> gaps.addAll(fix.conditions()));
    if (explanation.diagnosis().allowed() instanceof Truth.Unknown unknown) {
      gaps.addAll(unknown.gaps());
    }
    return gaps;
  }

  private static void settle(List<Gap> gaps) {
    assertThat(gaps).allSatisfy(gap -> assertThat(LearnBy.problem(gap)).as("%s", gap).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void whatAStoryLeavesOpenCanBeLearnt(Path story) throws IOException {
    settle(gaps(Corpus.explained(story)));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void whatNobodyReadCanBeLearnt(Path story) throws IOException {
    Denial denial = Corpus.explained(story).denial();
    List<Gap> gaps = gaps(new Explainer(Evidence.none()).explain(denial));
    settle(gaps);
    for (Gap gap : gaps) {
      if (gap.fact() == GapFact.Topic.CALLER_SCPS || gap.fact() == GapFact.Topic.ROLE_RCPS) {
        assertThat(GapSentence.learnBy(gap)).contains("list-policies-for-target", "list-parents");
      }
      if (gap.fact() == GapFact.Topic.PERMISSIONS_BOUNDARY) {
        assertThat(GapSentence.learnBy(gap)).contains("PermissionsBoundary");
      }
      if (gap.fact() == GapFact.Topic.IDENTITY_POLICIES) {
        assertThat(GapSentence.learnBy(gap)).contains("get-account-authorization-details");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws iam get-role in the caller's account",
        "aws cloudtrail lookup-events for the deletion",
        "aws ec2 describe-vpc-endpoints --filters"
            + " Name=service-name,Values=com.amazonaws.REGION.sts",
        "aws iam get-account-authorization-details --profile PROFILE",
        "aws iam no-such-command",
        "run `aws iam get-role of the caller`",
        "there is nothing to learn"
      })
  void proseAndPlaceholdersAreNoCommands(String learnBy) {
    assertThat(LearnBy.problem(new Gap("a fact", "why", learnBy))).isPresent();
  }

  @Test
  void commandsAndStepsAreFound() {
    settle(
        List.of(
            new Gap("f", "w", "aws iam get-role --role-name deploy"),
            new Gap("f", "w", "aws iam get-account-authorization-details > 111122223333.json"),
            new Gap("f", "w", "look at what the client sends to STS")));
  }
}
