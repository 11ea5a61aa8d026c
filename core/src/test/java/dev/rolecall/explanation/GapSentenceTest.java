package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GapSentenceTest {

  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final RoleArn ROLE =
      RoleArn.parse("arn:aws:iam::111122223333:role/deploy").orElseThrow();

  private static Gap gap(GapRemedy remedy) {
    return new Gap(GapFact.Topic.RECENT_CHANGES, GapReason.Known.NO_SNAPSHOT, remedy);
  }

  static Stream<GapRemedy> remedies() {
    return Stream.of(
            List.of(
                new Command.ReadAccount(ACCOUNT),
                new Command.ListRoles(),
                new Command.ReadGroups(),
                new Command.ReadInline("group", "a b", "c"),
                new Command.ReadManaged("arn:aws:iam::aws:policy/ReadOnlyAccess"),
                new Command.ReadPlace(ACCOUNT),
                new Command.ReadOrganization(),
                new Command.ListControlPolicies("ou-ab12-1", PolicyType.RCP),
                new Command.ListChanges(ROLE),
                new Command.ReadEndpoints("eu-west-1", Optional.empty()),
                new Command.ReadEndpoints("cn-north-1", Optional.of("vpce-1")),
                new GapRemedy.ListAllControlPolicies(ACCOUNT, PolicyType.SCP),
                new GapRemedy.Allow("iam:GetRole", ACCOUNT, true),
                new GapRemedy.DeployReader(ACCOUNT, true),
                new GapRemedy.TrustByName("accounts.google.com")),
            Stream.of(Command.Read.Part.values())
                .filter(part -> part != Command.Read.Part.GROUPS)
                .<GapRemedy>map(part -> new Command.Read(part, "role", "deploy"))
                .toList(),
            List.<GapRemedy>of(new Command.Read(Command.Read.Part.GROUPS, "user", "ci")))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("remedies")
  void whatSettlesAGapRunsAsItStands(GapRemedy remedy) {
    assertThat(LearnBy.problem(gap(remedy))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyStepBeginsWithAVerb(GapRemedy.Step step) {
    assertThat(LearnBy.problem(gap(step))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyTopicIsANounPhrase(GapFact.Topic topic) {
    assertThat(
            GapSentence.fact(new Gap(topic, GapReason.Known.NO_SNAPSHOT, GapRemedy.Step.TRY_AGAIN)))
        .matches("(the |recent |what ).*[a-zA-Z]");
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsAClause(GapReason.Known known) {
    assertThat(GapSentence.why(known)).matches("[a-zA-Z].* .*[^.]");
  }

  @Test
  void namesAreQuotedForShells() {
    assertThat(GapSentence.learnBy(new Command.ReadInline("user", "a b", "x'; rm -rf ~\n")))
        .isEqualTo(
            "aws iam get-user-policy --user-name 'a b' --policy-name 'x'\\''; rm -rf ~\\u000a'");
  }

  @Test
  void targetsOfControlPoliciesAreNamed() {
    GapFact ofAccount = new GapFact.ControlPolicies(PolicyType.SCP, ACCOUNT.value());
    GapFact ofRoot = new GapFact.ControlPolicies(PolicyType.RCP, "r-ab12");
    GapFact ofAll = new GapFact.ControlPolicies(PolicyType.RCP, "");
    assertThat(Stream.of(ofAccount, ofRoot, ofAll).map(GapSentenceTest::fact))
        .containsExactly(
            "the SCPs of account 111122223333",
            "the RCPs of r-ab12",
            "the RCPs of the organization");
  }

  private static String fact(GapFact fact) {
    return GapSentence.fact(new Gap(fact, GapReason.Known.NO_SNAPSHOT, GapRemedy.Step.TRY_AGAIN));
  }
}
