package dev.rolecall.diagnosis.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.iam.policy.PolicyReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What was perhaps meant by a role ARN that names no role.
class RoleSuggestionsTest {

  private static RoleArn role(String pathAndName) {
    return RoleArn.parse("arn:aws:iam::111122223333:role/" + pathAndName).orElseThrow();
  }

  private record Existing(List<RoleArn> all) implements Roles {

    @Override
    public Lookup<RoleFacts> role(RoleArn arn) {
      return new Lookup.Absent<>();
    }

    @Override
    public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
      return new Lookup.Found<>(
          all.stream().filter(arn -> arn.account().equals(account)).map(Existing::facts).toList());
    }

    @Override
    public List<RoleArn> rolesNamed(String name) {
      return all.stream().filter(arn -> arn.name().equals(name)).toList();
    }

    private static RoleFacts facts(RoleArn arn) {
      return new RoleFacts(
          arn,
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          PolicyReader.read(World.allow("\"AWS\":\"*\"", "")));
    }
  }

  private static List<RoleSuggestion> suggestions(String asked, RoleArn... existing) {
    return RoleSuggestions.of(role(asked), new Existing(Arrays.asList(existing)));
  }

  @ParameterizedTest
  @CsvSource({
    "deploy, app/deploy, ARN_WITHOUT_PATH",
    "web/deploy, app/deploy, ARN_OTHER_PATH",
    "app/deploy, deploy, ARN_OTHER_PATH",
    "Deploy, deploy, LETTER_CASE",
    "deploi, deploy, SPELLING",
  })
  void aRoleOfTheAccountIsNearByPathCaseOrSpelling(
      String asked, String existing, NearMiss.Kind how) {
    assertThat(suggestions(asked, role(existing)))
        .containsExactly(new RoleSuggestion(role(existing), how));
  }

  @Test
  void aRoleOfTheSameNameInAnotherAccountOrPartitionIsNear() {
    RoleArn elsewhere = RoleArn.parse("arn:aws:iam::444455556666:role/deploy").orElseThrow();
    RoleArn china = RoleArn.parse("arn:aws-cn:iam::111122223333:role/deploy").orElseThrow();
    assertThat(suggestions("deploy", elsewhere))
        .containsExactly(new RoleSuggestion(elsewhere, NearMiss.Kind.OTHER_ACCOUNT));
    assertThat(suggestions("deploy", china))
        .containsExactly(new RoleSuggestion(china, NearMiss.Kind.OTHER_PARTITION));
  }

  @Test
  void aRoleOfAnotherNameIsNone() {
    assertThat(suggestions("deploy", role("release"), role("dep"))).isEmpty();
  }

  @Test
  void theNearestThreeAreNamedTheNearestFirst() {
    RoleArn[] existing =
        Stream.of("deployment-ab", "deployment-xx", "deployment-x", "app/deployment", "Deployment")
            .map(RoleSuggestionsTest::role)
            .toArray(RoleArn[]::new);
    List<RoleArn> named =
        suggestions("deployment", existing).stream().map(RoleSuggestion::role).toList();
    assertThat(named).hasSize(3).startsWith(role("app/deployment"));
    assertThat(named).contains(role("Deployment"), role("deployment-x"));
  }

  @Test
  void anAccountThatNobodyReadHasNoneToSuggest() {
    Roles unread =
        new Roles() {
          @Override
          public Lookup<RoleFacts> role(RoleArn arn) {
            return new Lookup.Absent<>();
          }

          @Override
          public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
            return new Lookup.Unreadable<>(new Gap("the roles", "denied", "aws iam list-roles"));
          }

          @Override
          public List<RoleArn> rolesNamed(String name) {
            return List.of();
          }
        };
    assertThat(RoleSuggestions.of(role("deploy"), unread)).isEmpty();
  }
}
