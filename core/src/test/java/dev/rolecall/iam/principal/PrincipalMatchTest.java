package dev.rolecall.iam.principal;

import static dev.rolecall.iam.condition.Samples.facts;
import static dev.rolecall.iam.condition.Samples.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.iam.condition.Samples;
import dev.rolecall.iam.condition.Truth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalMatchTest {

  /// The callers of the tables. `pathless` is a session whose record names no role, `nameless` are
  /// users and sessions whose record has no unique id.
  private static final Map<String, Caller> CALLERS =
      Map.ofEntries(
          Map.entry("user", Samples.USER),
          Map.entry("session", Samples.SESSION),
          Map.entry("root", Samples.ROOT),
          Map.entry("web", Samples.WEB),
          Map.entry("saml", Samples.SAML),
          Map.entry("service", Samples.SERVICE),
          Map.entry("stranger", Samples.STRANGER),
          Map.entry("member", Samples.ACCOUNT_MEMBER),
          Map.entry(
              "pathless",
              new Caller.RoleSession(Samples.SESSION_ARN, Optional.empty(), Optional.empty())),
          Map.entry(
              "nameless user",
              new Caller.IamUser(((Caller.IamUser) Samples.USER).arn(), Optional.empty())),
          Map.entry(
              "china user",
              new Caller.IamUser(
                  UserArn.parse("arn:aws-cn:iam::111111111111:user/bob").orElseThrow(),
                  Optional.empty())),
          Map.entry(
              "china session",
              new Caller.RoleSession(
                  RoleSessionArn.parse("arn:aws-cn:sts::111111111111:assumed-role/ci/build-7")
                      .orElseThrow(),
                  RoleArn.parse("arn:aws-cn:iam::111111111111:role/team/ci"),
                  Optional.empty())),
          Map.entry(
              "google",
              new Caller.WebIdentity(Optional.of("accounts.google.com"), Optional.empty(), "123")),
          Map.entry(
              "web without provider",
              new Caller.WebIdentity(Optional.empty(), Optional.empty(), "123")),
          Map.entry("saml without provider", new Caller.Saml(Optional.empty(), "bob")),
          Map.entry("regional service", new Caller.AwsService("logs.us-east-1.amazonaws.com")),
          Map.entry("china service", new Caller.AwsService("ec2.amazonaws.com.cn")),
          Map.entry("odd service", new Caller.AwsService("internal")));

  private static Caller caller(String name) {
    Caller caller = CALLERS.get(name);
    assertThat(caller).as(name).isNotNull();
    return caller == null ? Samples.STRANGER : caller;
  }

  private static PrincipalMatch match(boolean negated, Caller caller, String... entries) {
    List<PrincipalEntry> all = new ArrayList<>();
    for (String entry : entries) {
      String[] parts = entry.split("=", 2);
      all.add(
          parts.length == 2
              ? PrincipalEntry.of(parts[0], parts[1])
              : PrincipalEntry.of("AWS", entry));
    }
    return PrincipalMatch.of(new PrincipalElement(negated, all), caller);
  }

  /// The grade and truth of the only match, as `ROLE T`; `-` when nothing matches.
  private static String only(PrincipalMatch match) {
    assertThat(match.matches()).hasSizeLessThan(2);
    return match.matches().isEmpty()
        ? "-"
        : match.matches().getFirst().grade() + " " + letter(match.matches().getFirst().truth());
  }

  @ParameterizedTest
  @CsvSource({
    // caller, entry (AWS where no type is given), how it matches
    "user, *, EVERYONE T",
    "session, *, EVERYONE T",
    "root, *, EVERYONE T",
    "web, *, EVERYONE T",
    "saml, *, EVERYONE T",
    "service, *, EVERYONE T",
    "stranger, *, EVERYONE T",
    "member, *, EVERYONE T",
    // accounts
    "user, 111111111111, ACCOUNT T",
    "session, 111111111111, ACCOUNT T",
    "root, 111111111111, ACCOUNT T",
    "web, 111111111111, -",
    "saml, 111111111111, -",
    "service, 111111111111, -",
    "stranger, 111111111111, ACCOUNT U",
    "member, 111111111111, ACCOUNT U",
    "user, 222222222222, -",
    "session, 222222222222, -",
    "root, 222222222222, -",
    "stranger, 222222222222, ACCOUNT U",
    "member, 222222222222, -",
    "user, arn:aws:iam::111111111111:root, ACCOUNT T",
    "session, arn:aws:iam::111111111111:root, ACCOUNT T",
    "user, arn:aws-cn:iam::111111111111:root, -",
    "session, arn:aws-cn:iam::111111111111:root, -",
    "root, arn:aws-cn:iam::111111111111:root, -",
    "china user, arn:aws-cn:iam::111111111111:root, ACCOUNT T",
    "china user, arn:aws:iam::111111111111:root, -",
    "china user, 111111111111, ACCOUNT T",
    // roles, with their path
    "session, arn:aws:iam::111111111111:role/team/ci, ROLE T",
    "session, arn:aws:iam::111111111111:role/ci, -",
    "session, arn:aws:iam::111111111111:role/team/CI, -",
    "session, arn:aws:iam::111111111111:role/team/other, -",
    "session, arn:aws:iam::222222222222:role/team/ci, -",
    "session, arn:aws-cn:iam::111111111111:role/team/ci, -",
    "china session, arn:aws-cn:iam::111111111111:role/team/ci, ROLE T",
    "china session, arn:aws:iam::111111111111:role/team/ci, -",
    "pathless, arn:aws:iam::111111111111:role/team/ci, ROLE U",
    "pathless, arn:aws:iam::111111111111:role/ci, ROLE U",
    "pathless, arn:aws:iam::111111111111:role/other, -",
    "pathless, arn:aws:iam::222222222222:role/ci, -",
    "pathless, arn:aws-cn:iam::111111111111:role/ci, -",
    "user, arn:aws:iam::111111111111:role/team/ci, -",
    "root, arn:aws:iam::111111111111:role/team/ci, -",
    "web, arn:aws:iam::111111111111:role/team/ci, -",
    "saml, arn:aws:iam::111111111111:role/team/ci, -",
    "service, arn:aws:iam::111111111111:role/team/ci, -",
    "stranger, arn:aws:iam::111111111111:role/team/ci, ROLE U",
    "member, arn:aws:iam::111111111111:role/team/ci, ROLE U",
    "member, arn:aws:iam::222222222222:role/team/ci, -",
    // users, with their path
    "user, arn:aws:iam::111111111111:user/dev/bob, USER T",
    "user, arn:aws:iam::111111111111:user/bob, -",
    "user, arn:aws:iam::111111111111:user/dev/Bob, -",
    "user, arn:aws:iam::222222222222:user/dev/bob, -",
    "user, arn:aws-cn:iam::111111111111:user/dev/bob, -",
    "session, arn:aws:iam::111111111111:user/dev/bob, -",
    "root, arn:aws:iam::111111111111:user/dev/bob, -",
    "web, arn:aws:iam::111111111111:user/dev/bob, -",
    "saml, arn:aws:iam::111111111111:user/dev/bob, -",
    "service, arn:aws:iam::111111111111:user/dev/bob, -",
    "stranger, arn:aws:iam::111111111111:user/dev/bob, USER U",
    "member, arn:aws:iam::111111111111:user/dev/bob, USER U",
    "member, arn:aws:iam::222222222222:user/dev/bob, -",
    // sessions, which have no path
    "session, arn:aws:sts::111111111111:assumed-role/ci/build-7, SESSION T",
    "pathless, arn:aws:sts::111111111111:assumed-role/ci/build-7, SESSION T",
    "session, arn:aws:sts::111111111111:assumed-role/ci/build-8, -",
    "session, arn:aws:sts::111111111111:assumed-role/other/build-7, -",
    "session, arn:aws:sts::222222222222:assumed-role/ci/build-7, -",
    "session, arn:aws-cn:sts::111111111111:assumed-role/ci/build-7, -",
    "session, arn:aws:sts::111111111111:assumed-role/ci/*, -",
    "user, arn:aws:sts::111111111111:assumed-role/ci/build-7, -",
    "root, arn:aws:sts::111111111111:assumed-role/ci/build-7, -",
    "web, arn:aws:sts::111111111111:assumed-role/ci/build-7, -",
    "saml, arn:aws:sts::111111111111:assumed-role/ci/build-7, -",
    "service, arn:aws:sts::111111111111:assumed-role/ci/build-7, -",
    "stranger, arn:aws:sts::111111111111:assumed-role/ci/build-7, SESSION U",
    "member, arn:aws:sts::111111111111:assumed-role/ci/build-7, SESSION U",
    "member, arn:aws:sts::222222222222:assumed-role/ci/build-7, -",
    // unique ids
    "user, AIDAEXAMPLEEXAMPLE12, USER T",
    "user, AIDAEXAMPLEEXAMPLE99, -",
    "user, AROAEXAMPLEEXAMPLE12, -",
    "nameless user, AIDAEXAMPLEEXAMPLE12, USER U",
    "nameless user, AROAEXAMPLEEXAMPLE12, -",
    "session, AROAEXAMPLEEXAMPLE12, ROLE T",
    "session, AROAEXAMPLEEXAMPLE99, -",
    "session, AIDAEXAMPLEEXAMPLE12, -",
    "pathless, AROAEXAMPLEEXAMPLE12, ROLE U",
    "pathless, AIDAEXAMPLEEXAMPLE12, -",
    "root, AIDAEXAMPLEEXAMPLE12, -",
    "web, AROAEXAMPLEEXAMPLE12, -",
    "saml, AROAEXAMPLEEXAMPLE12, -",
    "service, AROAEXAMPLEEXAMPLE12, -",
    "stranger, AROAEXAMPLEEXAMPLE12, ROLE U",
    "member, AIDAEXAMPLEEXAMPLE12, USER U",
    // nobody, but for sessions of GetFederationToken, which are callers of no known kind
    "session, arn:aws:iam::111111111111:role/*, -",
    "session, CanonicalUser=79a59df9, -",
    "stranger, CanonicalUser=79a59df9, -",
    "stranger, arn:aws:iam::111111111111:role/*, -",
    "user, arn:aws:sts::111111111111:federated-user/bob, -",
    "stranger, arn:aws:sts::111111111111:federated-user/bob, SESSION U",
    "member, arn:aws:sts::111111111111:federated-user/bob, SESSION U",
    // identity providers
    "web, Federated=arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com,"
        + " FEDERATED T",
    "web, Federated=arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com, -",
    "web, Federated=arn:aws:iam::111111111111:oidc-provider/gitlab.com, -",
    "web, Federated=arn:aws:iam::111111111111:saml-provider/okta, -",
    "web, Federated=accounts.google.com, -",
    "web, Federated=token.actions.githubusercontent.com, FEDERATED U",
    "web, Federated=*, FEDERATED U",
    "google, Federated=accounts.google.com, FEDERATED T",
    "google, Federated=cognito-identity.amazonaws.com, -",
    "google, Federated=arn:aws:iam::111111111111:oidc-provider/accounts.google.com, FEDERATED U",
    "google, Federated=arn:aws:iam::111111111111:oidc-provider/gitlab.com, -",
    "web without provider, Federated=arn:aws:iam::111111111111:oidc-provider/x, FEDERATED U",
    "web without provider, Federated=arn:aws:iam::111111111111:saml-provider/x, -",
    "saml, Federated=arn:aws:iam::111111111111:saml-provider/okta, FEDERATED T",
    "saml, Federated=arn:aws:iam::111111111111:saml-provider/other, -",
    "saml, Federated=arn:aws:iam::111111111111:oidc-provider/okta, -",
    "saml without provider, Federated=arn:aws:iam::111111111111:saml-provider/x, FEDERATED U",
    "saml without provider, Federated=arn:aws:iam::111111111111:oidc-provider/x, -",
    "user, Federated=accounts.google.com, -",
    "session, Federated=accounts.google.com, -",
    "root, Federated=accounts.google.com, -",
    "service, Federated=accounts.google.com, -",
    "stranger, Federated=accounts.google.com, FEDERATED U",
    "member, Federated=accounts.google.com, FEDERATED U",
    // services
    "service, Service=lambda.amazonaws.com, SERVICE T",
    "service, Service=ec2.amazonaws.com, -",
    "service, Service=lambda.us-east-1.amazonaws.com, SERVICE U",
    "service, Service=lambda.amazonaws.com.cn, SERVICE U",
    "service, Service=Lambda.amazonaws.com, -",
    "service, Service=lambda.example.com, -",
    "service, Service=*, SERVICE U",
    "regional service, Service=logs.us-east-1.amazonaws.com, SERVICE T",
    "regional service, Service=logs.amazonaws.com, SERVICE U",
    "regional service, Service=logs.eu-west-1.amazonaws.com, -",
    "china service, Service=ec2.amazonaws.com, SERVICE U",
    "china service, Service=ec2.amazonaws.com.cn, SERVICE T",
    "china service, Service=lambda.amazonaws.com, -",
    "odd service, Service=internal, SERVICE T",
    "odd service, Service=.amazonaws.com, -",
    "odd service, Service=lambda.amazonaws.com, -",
    "user, Service=lambda.amazonaws.com, -",
    "session, Service=lambda.amazonaws.com, -",
    "root, Service=lambda.amazonaws.com, -",
    "web, Service=lambda.amazonaws.com, -",
    "saml, Service=lambda.amazonaws.com, -",
    "stranger, Service=lambda.amazonaws.com, SERVICE U",
    "member, Service=lambda.amazonaws.com, SERVICE U",
    // a name under the wrong type
    "service, lambda.amazonaws.com, -",
    "web, arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com, -",
  })
  void aCallerIsMatchedByAnEntry(String caller, String entry, String expected) {
    assertThat(only(match(false, caller(caller), entry))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "stranger, 111111111111, the caller's identity",
    "pathless, arn:aws:iam::111111111111:role/ci, the path of the caller's role",
    "pathless, AROAEXAMPLEEXAMPLE12, the caller's unique ID",
    "web without provider, Federated=x, the caller's identity provider",
    "regional service, Service=logs.amazonaws.com,"
        + " whether `logs.us-east-1.amazonaws.com` also goes by `logs.amazonaws.com`",
    "google, Federated=*, whether `accounts.google.com` also goes by `*`",
  })
  void anUnknownMatchSaysWhatIsMissing(String caller, String entry, String fact) {
    assertThat(facts(match(false, caller(caller), entry).truth())).containsExactly(fact);
  }

  @Test
  void everyEntryThatMatchesIsKeptWithItsGrade() {
    PrincipalMatch match =
        match(
            false,
            Samples.SESSION,
            "222222222222",
            "111111111111",
            "arn:aws:iam::111111111111:role/team/ci",
            "arn:aws:iam::111111111111:role/team/other",
            "*");
    assertThat(match.matches().stream().map(PrincipalMatch.EntryMatch::grade))
        .containsExactly(
            PrincipalMatchKind.ACCOUNT, PrincipalMatchKind.ROLE, PrincipalMatchKind.EVERYONE);
    assertThat(match.truth(EnumSet.of(PrincipalMatchKind.ROLE))).isEqualTo(Truth.TRUE);
    assertThat(match.truth(EnumSet.of(PrincipalMatchKind.SESSION))).isEqualTo(Truth.FALSE);
    assertThat(match.truth()).isEqualTo(Truth.TRUE);
  }

  @Test
  void anElementWithoutEntriesMatchesNobody() {
    for (Caller caller : CALLERS.values()) {
      assertThat(match(false, caller).truth()).isEqualTo(Truth.FALSE);
    }
  }

  private static final String ACCOUNT = "111111111111";
  private static final String ROLE = "arn:aws:iam::111111111111:role/team/ci";
  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/ci/build-7";
  private static final String USER = "arn:aws:iam::111111111111:user/dev/bob";

  @ParameterizedTest
  @CsvSource({
    // caller, what NotPrincipal lists, whether the statement matches the caller
    "session, other, T",
    "session, account, U",
    "session, role, U",
    "session, session, U",
    "session, account+role, U",
    "session, role+session, U",
    "session, account+session, U",
    "session, account+role+session, F",
    "session, other+account+role+session, F",
    "session, everyone, F",
    "session, user, T",
    "user, other, T",
    "user, account, U",
    "user, user, U",
    "user, account+user, F",
    "user, account+role+session, U",
    "root, account, F",
    "root, user, T",
    "stranger, other, U",
    "stranger, account, U",
    "stranger, everyone, F",
    "member, account, U",
    "member, other, T",
    "pathless, account+role+session, U",
    "web, provider, F",
    "web, other, T",
    "web, account, T",
    "saml, saml, F",
    "saml, provider, T",
    "service, service, F",
    "service, other, T",
    "service, regional, U",
  })
  void notPrincipalSparesForCertainOnlyWhomItListsWhole(
      String caller, String listed, String expected) {
    Map<String, String> entries =
        Map.of(
            "other",
            "222222222222",
            "account",
            ACCOUNT,
            "role",
            ROLE,
            "session",
            SESSION,
            "user",
            USER,
            "everyone",
            "*",
            "provider",
            "Federated=" + Samples.GITHUB,
            "saml",
            "Federated=" + Samples.OKTA,
            "service",
            "Service=lambda.amazonaws.com",
            "regional",
            "Service=lambda.us-east-1.amazonaws.com");
    String[] all =
        List.of(listed.split("\\+", -1)).stream().map(entries::get).toArray(String[]::new);
    PrincipalMatch match = match(true, caller(caller), all);
    assertThat(letter(match.truth())).isEqualTo(expected);
    assertThat(match.matches().stream().map(PrincipalMatch.EntryMatch::grade))
        .allMatch(PrincipalMatchKind.EVERYONE::equals);
  }

  @Test
  void notPrincipalSaysWhyItIsUnknown() {
    assertThat(facts(match(true, Samples.USER, ACCOUNT).truth()))
        .containsExactly("whether `NotPrincipal` exempts the caller");
  }

  @Test
  void whatIsSaidOfACallerWithGapsHoldsForEveryCallerItMayBe() {
    List<String> entries =
        List.of(
            ACCOUNT,
            "222222222222",
            "arn:aws-cn:iam::111111111111:root",
            ROLE,
            "arn:aws:iam::111111111111:role/ci",
            "arn:aws:iam::111111111111:role/other",
            USER,
            SESSION,
            Samples.USER_ID,
            Samples.ROLE_ID,
            "*",
            "arn:aws:iam::111111111111:role/*",
            "Federated=" + Samples.GITHUB,
            "Federated=" + Samples.OKTA,
            "Service=lambda.amazonaws.com");
    Map<String, Set<String>> mayBe =
        Map.of(
            "stranger", Set.of("user", "session", "web", "saml", "service", "china user"),
            "member", Set.of("user", "session", "china user", "china session"),
            "pathless", Set.of("session"),
            "nameless user", Set.of("user"),
            "web without provider", Set.of("web", "google"),
            "saml without provider", Set.of("saml"));
    mayBe.forEach(
        (vague, exact) -> {
          for (List<String> listed : upToTwo(entries)) {
            for (boolean negated : new boolean[] {false, true}) {
              String[] all = listed.toArray(String[]::new);
              Truth answer = match(negated, caller(vague), all).truth();
              for (String filling : answer.isUnknown() ? Set.<String>of() : exact) {
                Truth filled = match(negated, caller(filling), all).truth();
                assertThat(filled)
                    .as("%s as %s, NotPrincipal %s: %s", vague, filling, negated, listed)
                    .isEqualTo(answer);
              }
            }
          }
        });
  }

  private static Set<List<String>> upToTwo(List<String> entries) {
    return entries.stream()
        .flatMap(
            one -> entries.stream().map(two -> one.equals(two) ? List.of(one) : List.of(one, two)))
        .collect(Collectors.toSet());
  }

  @Test
  void anUnidentifiedCallerOfAnotherAccountIsNotTaken() {
    Caller other =
        new Caller.Unidentified(
            "AWSAccount", "x", Optional.of(new AccountId(Samples.OTHER_ACCOUNT)));
    assertThat(match(false, other, ACCOUNT, ROLE, USER, SESSION).truth()).isEqualTo(Truth.FALSE);
  }
}
