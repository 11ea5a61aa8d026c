package dev.rolecall.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstOfTest {

  private static final RoleArn ROLE =
      RoleArn.parse("arn:aws:iam::111122223333:role/deploy").orElseThrow();
  private static final AccountId ACCOUNT = ROLE.account();
  private static final Caller CALLER =
      new Caller.IamUser(
          UserArn.parse("arn:aws:iam::111122223333:user/ana").orElseThrow(), Optional.empty());
  private static final Gap GAP = new Gap("a fact", "nobody told", "ask");
  private static final Layer UNREAD = new Layer.Unread(GAP);
  private static final Layer READ = new Layer.Read(List.of(), List.of());

  private final AtomicInteger opened = new AtomicInteger();

  private Evidence both(Evidence first, Evidence second) {
    return first.orElse(
        () -> {
          opened.incrementAndGet();
          return second;
        });
  }

  private static Evidence roles(Lookup<RoleFacts> role, RoleArn... named) {
    Evidence none = Evidence.none();
    return new Evidence(
        new Roles() {
          @Override
          public Lookup<RoleFacts> role(RoleArn arn) {
            return role;
          }

          @Override
          public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
            return new Lookup.Unreadable<>(GAP);
          }

          @Override
          public List<RoleArn> rolesNamed(String name) {
            return List.of(named);
          }
        },
        none.callers(),
        none.organizations(),
        none.changes());
  }

  private static RoleFacts role(String id) {
    return new RoleFacts(
        ROLE,
        Optional.of(id),
        Optional.empty(),
        Map.of(),
        new PolicyReading.Unreadable("not needed"));
  }

  @Test
  void whatTheFirstTellsStandsAndTheSecondIsNotOpened() {
    Lookup<RoleFacts> found = new Lookup.Found<>(role("first"));
    assertThat(both(roles(found), Evidence.none()).roles().role(ROLE)).isEqualTo(found);
    assertThat(opened).hasValue(0);
  }

  @Test
  void aRoleThatIsKnownNotToExistIsNotLookedForAgain() {
    Evidence evidence =
        both(roles(new Lookup.Absent<>()), roles(new Lookup.Found<>(role("second"))));
    assertThat(evidence.roles().role(ROLE)).isInstanceOf(Lookup.Absent.class);
    assertThat(opened).hasValue(0);
  }

  @Test
  void theSecondFillsInAndIsOpenedOnce() {
    Lookup<RoleFacts> found = new Lookup.Found<>(role("second"));
    Evidence evidence = both(roles(new Lookup.Unreadable<>(GAP)), roles(found));
    assertThat(evidence.roles().role(ROLE)).isEqualTo(found);
    assertThat(evidence.roles().role(ROLE)).isEqualTo(found);
    assertThat(opened).hasValue(1);
  }

  @Test
  void rolesOfANameAreThoseOfBoth() {
    RoleArn other = RoleArn.parse("arn:aws:iam::444455556666:role/deploy").orElseThrow();
    Evidence evidence =
        both(roles(new Lookup.Absent<>(), ROLE), roles(new Lookup.Absent<>(), ROLE, other));
    assertThat(evidence.roles().rolesNamed("deploy")).containsExactly(ROLE, other);
  }

  private static Evidence organization(Lookup<AccountFacts> account) {
    Evidence none = Evidence.none();
    return new Evidence(none.roles(), none.callers(), _ -> account, none.changes());
  }

  private static AccountFacts account(String organization, Layer scps, Layer rcps) {
    return new AccountFacts(
        ACCOUNT,
        Optional.empty(),
        Optional.of(new AccountFacts.Organization(organization, ACCOUNT)),
        Optional.of("path"),
        scps,
        rcps);
  }

  @Test
  void aListOfPoliciesThatWasNotReadIsFilledIn() {
    Evidence evidence =
        both(
            organization(new Lookup.Found<>(account("o-1", UNREAD, READ))),
            organization(new Lookup.Found<>(account("o-1", READ, UNREAD))));
    assertThat(evidence.organizations().account(ACCOUNT))
        .isEqualTo(new Lookup.Found<>(account("o-1", READ, READ)));
  }

  @Test
  void policiesOfAnotherOrganizationFillNothingIn() {
    Lookup<AccountFacts> first = new Lookup.Found<>(account("o-1", UNREAD, READ));
    Evidence evidence =
        both(organization(first), organization(new Lookup.Found<>(account("o-2", READ, READ))));
    assertThat(evidence.organizations().account(ACCOUNT)).isEqualTo(first);
  }

  @Test
  void anAccountThatNoOrganizationOfTheFirstHasMayBeInOneOfTheSecond() {
    Lookup<AccountFacts> found = new Lookup.Found<>(account("o-2", READ, READ));
    Evidence evidence = both(organization(new Lookup.Absent<>()), organization(found));
    assertThat(evidence.organizations().account(ACCOUNT)).isEqualTo(found);
  }

  private static Evidence caller(CallerFacts facts) {
    Evidence none = Evidence.none();
    return new Evidence(
        none.roles(), _ -> new Lookup.Found<>(facts), none.organizations(), none.changes());
  }

  private static CallerFacts caller(String id, List<Gap> missing) {
    return new CallerFacts(
        "arn",
        Optional.of(id),
        Optional.empty(),
        Map.of(),
        List.of(),
        missing,
        new Layer.NotApplicable(),
        Optional.empty());
  }

  @Test
  void aCallerWithAGapIsAskedForAgain() {
    CallerFacts whole = caller("second", List.of());
    Evidence evidence = both(caller(caller("first", List.of(GAP))), caller(whole));
    assertThat(evidence.callers().caller(CALLER)).isEqualTo(new Lookup.Found<>(whole));
  }

  @Test
  void aCallerWithAGapIsBetterThanNone() {
    CallerFacts first = caller("first", List.of(GAP));
    assertThat(both(caller(first), Evidence.none()).callers().caller(CALLER))
        .isEqualTo(new Lookup.Found<>(first));
  }
}
