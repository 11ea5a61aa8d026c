package dev.rolecall.diagnosis.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.NearMiss;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which entries of a principal element nearly name the caller, and which only look like it. In
/// every table the entry comes first, then the caller.
class PrincipalNearMissTest {

  private static final String GITHUB = "token.actions.githubusercontent.com";

  private static Optional<NearMiss> find(String principal, Caller caller) {
    return findIn(World.allow(principal, ""), caller);
  }

  private static Optional<NearMiss> findIn(String policy, Caller caller) {
    World world = new World().caller(caller).trust(policy);
    return PrincipalNearMiss.find(
        World.read(policy).statements().getFirst(),
        Facts.gather(world.denial(), World.ROLE, world.evidence(), true));
  }

  private static String aws(String entry) {
    return "\"AWS\":\"" + entry + "\"";
  }

  private static String federated(String entry) {
    return "\"Federated\":\"" + entry + "\"";
  }

  /// The session `build-1` of a role.
  private static Caller session(String role) {
    RoleArn arn = RoleArn.parse(role).orElseThrow();
    return new Caller.RoleSession(
        new RoleSessionArn(arn.partition(), arn.account(), arn.name(), "build-1"),
        Optional.of(arn),
        Optional.of("AROAEXAMPLEEXAMPLE001"));
  }

  private static Caller user(String arn) {
    return new Caller.IamUser(
        UserArn.parse(arn).orElseThrow(), Optional.of("AIDAEXAMPLEEXAMPLE001"));
  }

  private static Caller token(String provider) {
    return new Caller.WebIdentity(Optional.of(provider), Optional.empty(), "repo:acme/app");
  }

  private static Caller assertion(String provider) {
    return new Caller.Saml(Optional.of(provider), "ada");
  }

  private static String oidc(String issuer) {
    return "arn:aws:iam::111122223333:oidc-provider/" + issuer;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the path is missing
          arn:aws:iam::444455556666:role/deploy         | arn:aws:iam::444455556666:role/team/deploy | ARN_WITHOUT_PATH
          # another path
          arn:aws:iam::444455556666:role/group/deploy   | arn:aws:iam::444455556666:role/team/deploy | ARN_OTHER_PATH
          # a path where the role has none
          arn:aws:iam::444455556666:role/group/deploy   | arn:aws:iam::444455556666:role/deploy      | ARN_OTHER_PATH
          # the path counts before the partition: both have to change
          arn:aws-cn:iam::444455556666:role/deploy      | arn:aws:iam::444455556666:role/team/deploy | ARN_WITHOUT_PATH
          # another partition
          arn:aws-cn:iam::444455556666:role/team/deploy | arn:aws:iam::444455556666:role/team/deploy | OTHER_PARTITION
          # letter case
          arn:aws:iam::444455556666:role/Deploy         | arn:aws:iam::444455556666:role/deploy      | LETTER_CASE
          # a letter is missing
          arn:aws:iam::444455556666:role/deply          | arn:aws:iam::444455556666:role/deploy      | SPELLING
          # the same name in another account
          arn:aws:iam::777788889999:role/deploy         | arn:aws:iam::444455556666:role/deploy      | OTHER_ACCOUNT
          # the id that a deleted role leaves behind
          AROADELETEDROLE000001                         | arn:aws:iam::444455556666:role/deploy      | DELETED_ID
          # another session of the role
          arn:aws:sts::444455556666:assumed-role/deploy/build-2 | arn:aws:iam::444455556666:role/team/deploy | OTHER_SESSION
          # the account's root in another partition
          arn:aws-us-gov:iam::444455556666:root         | arn:aws:iam::444455556666:role/deploy      | OTHER_PARTITION
          # a star in the role's ARN
          arn:aws:iam::444455556666:role/team/dep*      | arn:aws:iam::444455556666:role/team/deploy | WILDCARD_IN_PRINCIPAL
          # a star for the path, which is no wildcard there either
          arn:aws:iam::444455556666:role/*/deploy       | arn:aws:iam::444455556666:role/team/deploy | WILDCARD_IN_PRINCIPAL
          # a star in the path that would not reach the role
          arn:aws:iam::444455556666:role/ops-*/deploy   | arn:aws:iam::444455556666:role/team/deploy | ARN_OTHER_PATH
          # a question mark in the role's ARN
          arn:aws:iam::444455556666:role/deplo?         | arn:aws:iam::444455556666:role/deploy      | WILDCARD_IN_PRINCIPAL
          # a star for the session's name
          arn:aws:sts::444455556666:assumed-role/deploy/* | arn:aws:iam::444455556666:role/team/deploy | WILDCARD_IN_PRINCIPAL
          # a permission set's role as it was before it was provisioned anew
          arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef | arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_fedcba9876543210 | IDENTITY_CENTER_SUFFIX
          # a permission set's role without its suffix
          arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops | arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_fedcba9876543210 | IDENTITY_CENTER_SUFFIX
          """)
  void anEntryNearlyNamesTheRoleOfASession(String entry, String role, NearMiss.Kind kind) {
    assertThat(find(aws(entry), session(role))).contains(new NearMiss(kind, entry));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # another role of the account
          arn:aws:iam::444455556666:role/audit          | arn:aws:iam::444455556666:role/deploy
          # a misspelled role of another account is another role
          arn:aws:iam::777788889999:role/deply          | arn:aws:iam::444455556666:role/deploy
          # letter case and account both differ
          arn:aws:iam::777788889999:role/Deploy         | arn:aws:iam::444455556666:role/deploy
          # a user of the same name
          arn:aws:iam::444455556666:user/deploy         | arn:aws:iam::444455556666:role/deploy
          # the id of a deleted user
          AIDADELETEDUSER000001                         | arn:aws:iam::444455556666:role/deploy
          # a session of another role, with this session's name
          arn:aws:sts::444455556666:assumed-role/audit/build-1  | arn:aws:iam::444455556666:role/deploy
          # a session of the same role of another account
          arn:aws:sts::777788889999:assumed-role/deploy/build-1 | arn:aws:iam::444455556666:role/deploy
          # the root of another account, in another partition
          arn:aws-cn:iam::777788889999:root             | arn:aws:iam::444455556666:role/deploy
          # the root of another account
          arn:aws:iam::777788889999:root                | arn:aws:iam::444455556666:role/deploy
          # another account
          777788889999                                  | arn:aws:iam::444455556666:role/deploy
          # a star that would not reach the role either
          arn:aws:iam::444455556666:role/audit*         | arn:aws:iam::444455556666:role/deploy
          # an ARN that is nobody's, without a wildcard
          arn:aws:iam::444455556666:group/deploy        | arn:aws:iam::444455556666:role/deploy
          # another permission set
          arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Audit_0123456789abcdef | arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_fedcba9876543210
          # the same permission set in another account
          arn:aws:iam::777788889999:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef | arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_fedcba9876543210
          # names with such suffixes that are not Identity Center's
          arn:aws:iam::444455556666:role/app_0123456789abcdef | arn:aws:iam::444455556666:role/app_fedcba9876543210
          """)
  void anEntryOnlyLooksLikeTheRoleOfASession(String entry, String role) {
    assertThat(find(aws(entry), session(role))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a session of the same role: perhaps this one
          arn:aws:sts::444455556666:assumed-role/deploy/build-1
          # the role without a path: perhaps the caller's own
          arn:aws:iam::444455556666:role/deploy
          """)
  void nothingIsSaidOfWhatTheRecordDoesNotTell(String entry) {
    Caller caller =
        new Caller.RoleSession(
            new RoleSessionArn(
                "aws", new AccountId(World.OTHER_ACCOUNT), "deploy", RoleSessionArn.ANY_SESSION),
            Optional.empty(),
            Optional.empty());
    assertThat(find(aws(entry), caller)).isEmpty();
  }

  @Test
  void aWildcardIsSeenWhereTheRecordHasOnlyTheSession() {
    String entry = "arn:aws:sts::444455556666:assumed-role/deploy/build-*";
    Caller caller =
        new Caller.RoleSession(
            new RoleSessionArn("aws", new AccountId(World.OTHER_ACCOUNT), "deploy", "build-1"),
            Optional.empty(),
            Optional.empty());
    assertThat(find(aws(entry), caller))
        .contains(new NearMiss(NearMiss.Kind.WILDCARD_IN_PRINCIPAL, entry));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the path is missing
          arn:aws:iam::444455556666:user/ada.l        | arn:aws:iam::444455556666:user/team/ada.l | ARN_WITHOUT_PATH
          # another path
          arn:aws:iam::444455556666:user/group/ada.l  | arn:aws:iam::444455556666:user/team/ada.l | ARN_OTHER_PATH
          # another partition
          arn:aws-cn:iam::444455556666:user/ada.l     | arn:aws:iam::444455556666:user/ada.l      | OTHER_PARTITION
          # letter case
          arn:aws:iam::444455556666:user/Ada.L        | arn:aws:iam::444455556666:user/ada.l      | LETTER_CASE
          # a letter differs
          arn:aws:iam::444455556666:user/adah.l       | arn:aws:iam::444455556666:user/ada.l      | SPELLING
          # the same name in another account
          arn:aws:iam::777788889999:user/ada.l        | arn:aws:iam::444455556666:user/ada.l      | OTHER_ACCOUNT
          # the id that a deleted user leaves behind
          AIDADELETEDUSER000001                       | arn:aws:iam::444455556666:user/ada.l      | DELETED_ID
          # the account's root in another partition
          arn:aws-cn:iam::444455556666:root           | arn:aws:iam::444455556666:user/ada.l      | OTHER_PARTITION
          # a star for the user's path
          arn:aws:iam::444455556666:user/*/ada.l      | arn:aws:iam::444455556666:user/team/ada.l | WILDCARD_IN_PRINCIPAL
          # a star in the user's ARN
          arn:aws:iam::444455556666:user/*            | arn:aws:iam::444455556666:user/ada.l      | WILDCARD_IN_PRINCIPAL
          """)
  void anEntryNearlyNamesAUser(String entry, String user, NearMiss.Kind kind) {
    assertThat(find(aws(entry), user(user))).contains(new NearMiss(kind, entry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another user of the account
        "arn:aws:iam::444455556666:user/grace",
        // a misspelled user of another account
        "arn:aws:iam::777788889999:user/adah.l",
        // a role of the same name
        "arn:aws:iam::444455556666:role/ada.l",
        // a session of a role of the same name
        "arn:aws:sts::444455556666:assumed-role/ada.l/ada.l",
        // the id of a deleted role
        "AROADELETEDROLE000001",
        // the root of another account, in another partition
        "arn:aws-cn:iam::777788889999:root",
        // a star that would not reach the user either
        "arn:aws:iam::444455556666:user/grace*",
      })
  void anEntryOnlyLooksLikeAUser(String entry) {
    assertThat(find(aws(entry), user("arn:aws:iam::444455556666:user/ada.l"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # letter case of the host
          arn:aws:iam::111122223333:oidc-provider/Token.Actions.GitHubUserContent.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | LETTER_CASE
          # the provider of another account
          arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | OTHER_ACCOUNT
          # the provider in another partition
          arn:aws-cn:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | OTHER_PARTITION
          # a letter is missing
          arn:aws:iam::111122223333:oidc-provider/token.action.githubusercontent.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | SPELLING
          # two clusters whose ids differ in one letter are not misspelled
          arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D85 | arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84 | EKS_OTHER_CLUSTER
          # a cluster of another region
          arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF | arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84 | EKS_OTHER_CLUSTER
          # the same cluster, its provider in another account
          arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84 | arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84 | OTHER_ACCOUNT
          # the same cluster, its provider in another partition
          arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84 | arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84 | OTHER_PARTITION
          # the issuer, and not the provider's ARN
          token.actions.githubusercontent.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | NOT_A_PROVIDER_ARN
          # the issuer's address
          https://token.actions.githubusercontent.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | NOT_A_PROVIDER_ARN
          # an ARN with the issuer's address: no provider's has one
          arn:aws:iam::111122223333:oidc-provider/https://token.actions.githubusercontent.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | NOT_A_PROVIDER_ARN
          # another issuer of a host that nothing is known of
          arn:aws:iam::111122223333:oidc-provider/id.example.com/tenants/blue | arn:aws:iam::111122223333:oidc-provider/id.example.com/tenants/green | OTHER_ISSUER
          # the host alone
          arn:aws:iam::111122223333:oidc-provider/id.example.com | arn:aws:iam::111122223333:oidc-provider/id.example.com/tenants/green | OTHER_ISSUER
          # the host in other letter case, and another path
          arn:aws:iam::111122223333:oidc-provider/ID.example.com/tenants/blue | arn:aws:iam::111122223333:oidc-provider/id.example.com/tenants/green | OTHER_ISSUER
          # what its table says of Pulumi's two issuers is not said where the account differs
          arn:aws:iam::444455556666:oidc-provider/api.pulumi.com/oidc | arn:aws:iam::111122223333:oidc-provider/api.pulumi.com/oidc | OTHER_ACCOUNT
          """)
  void anEntryNearlyNamesTheProviderOfAToken(String entry, String provider, NearMiss.Kind kind) {
    assertThat(find(federated(entry), token(provider))).contains(new NearMiss(kind, entry));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # two issuers of one host
          api.pulumi.com/oidc | api.pulumi.com/oidc/v2 | the token comes from the other Pulumi issuer
          # the enterprise's slug is missing
          token.actions.githubusercontent.com | token.actions.githubusercontent.com/octo | the enterprise adds its slug to the issuer
          # two issuers that share no host
          token.actions.githubusercontent.com | identity.depot.dev | the token is from Depot, not from GitHub
          """)
  void anotherIssuerComesWithWhatItsProviderIsKnownFor(String entry, String sent, String words) {
    NearMiss near = find(federated(oidc(entry)), token(oidc(sent))).orElseThrow();
    assertThat(near.kind()).isEqualTo(NearMiss.Kind.OTHER_ISSUER);
    assertThat(near.expected()).isEqualTo(oidc(entry));
    NearMiss.Claim claim = near.claim().orElseThrow();
    assertThat(claim.words()).contains(words);
    assertThat(claim.advice()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # another provider
          arn:aws:iam::111122223333:oidc-provider/gitlab.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
          # Depot's mistake the other way round: GitHub's token, Depot trusted
          arn:aws:iam::111122223333:oidc-provider/identity.depot.dev | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
          # a cluster, and a token from elsewhere
          arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84 | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
          # a cluster's token, and a provider from elsewhere
          arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com | arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D17B93F2C64A4E08B5A0E9C3F7261D84
          # a provider of one's own for an issuer that is built in: perhaps the same
          arn:aws:iam::111122223333:oidc-provider/accounts.google.com | accounts.google.com
          # another issuer's address
          https://gitlab.com | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
          # a SAML provider
          arn:aws:iam::111122223333:saml-provider/GitHub | arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
          """)
  void anEntryOnlyLooksLikeTheProviderOfAToken(String entry, String provider) {
    assertThat(find(federated(entry), token(provider))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # letter case
          arn:aws:iam::111122223333:saml-provider/okta  | arn:aws:iam::111122223333:saml-provider/Okta | LETTER_CASE
          # a letter is missing
          arn:aws:iam::111122223333:saml-provider/Otka  | arn:aws:iam::111122223333:saml-provider/Okta | SPELLING
          # the provider of another account
          arn:aws:iam::444455556666:saml-provider/Okta  | arn:aws:iam::111122223333:saml-provider/Okta | OTHER_ACCOUNT
          # an account whose number differs in one digit is another account, and no misspelling
          arn:aws:iam::111122223334:saml-provider/Okta  | arn:aws:iam::111122223333:saml-provider/Okta | OTHER_ACCOUNT
          # the provider in another partition
          arn:aws-cn:iam::111122223333:saml-provider/Okta | arn:aws:iam::111122223333:saml-provider/Okta | OTHER_PARTITION
          """)
  void anEntryNearlyNamesTheProviderOfAnAssertion(
      String entry, String provider, NearMiss.Kind kind) {
    assertThat(find(federated(entry), assertion(provider))).contains(new NearMiss(kind, entry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another SAML provider of the account
        "arn:aws:iam::111122223333:saml-provider/AzureAD",
        // another SAML provider of another account
        "arn:aws:iam::444455556666:saml-provider/AzureAD",
        // account and name both differ a little
        "arn:aws:iam::111122223334:saml-provider/Okt",
        // the name alone
        "Okta",
        // an OIDC provider of the same company
        "arn:aws:iam::111122223333:oidc-provider/acme.okta.com",
      })
  void anEntryOnlyLooksLikeTheProviderOfAnAssertion(String entry) {
    assertThat(find(federated(entry), assertion("arn:aws:iam::111122223333:saml-provider/Okta")))
        .isEmpty();
  }

  @Test
  void aProviderUnderAnotherPrincipalTypeIsNotNear() {
    String entry = oidc("Token.Actions.GitHubUserContent.com");
    assertThat(find("\"Service\":\"" + entry + "\"", token(oidc(GITHUB)))).isEmpty();
    assertThat(find(aws(entry), token(oidc(GITHUB)))).isEmpty();
    String saml = "arn:aws:iam::111122223333:saml-provider/okta";
    assertThat(find("\"Service\":\"" + saml + "\"", assertion(saml))).isEmpty();
  }

  @Test
  void nothingIsNearAProviderThatIsNotRecorded() {
    String principal = federated(oidc(GITHUB));
    assertThat(
            find(
                principal,
                new Caller.WebIdentity(Optional.empty(), Optional.empty(), "repo:acme/app")))
        .isEmpty();
    assertThat(find(principal, new Caller.Saml(Optional.empty(), "ada"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the other principal of one service
          ecs.amazonaws.com              | ecs-tasks.amazonaws.com        | SERVICE_OTHER_NAME
          # another region
          states.us-east-1.amazonaws.com | states.eu-west-1.amazonaws.com | SERVICE_OTHER_REGION
          # a region, where the principal of all regions calls
          states.us-east-1.amazonaws.com | states.amazonaws.com           | SERVICE_OTHER_REGION
          # the suffix of China
          ec2.amazonaws.com.cn           | ec2.amazonaws.com              | SERVICE_OTHER_SUFFIX
          # letter case
          Lambda.amazonaws.com           | lambda.amazonaws.com           | LETTER_CASE
          # a letter is missing
          lamda.amazonaws.com            | lambda.amazonaws.com           | SPELLING
          # the suffix is missing
          lambda                         | lambda.amazonaws.com           | SPELLING
          """)
  void anEntryNearlyNamesAService(String entry, String service, NearMiss.Kind kind) {
    assertThat(find("\"Service\":\"" + entry + "\"", new Caller.AwsService(service)))
        .contains(new NearMiss(kind, entry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another service
        "\"Service\":\"glue.amazonaws.com\"",
        // a name that is no principal at all
        "\"Service\":\"glue\"",
        // under another principal type
        "\"AWS\":\"lamda.amazonaws.com\"",
        "\"Federated\":\"lamda.amazonaws.com\"",
      })
  void anEntryOnlyLooksLikeAService(String principal) {
    assertThat(find(principal, new Caller.AwsService("lambda.amazonaws.com"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // everyone: the caller is matched already
        "\"AWS\":\"*\"",
        // a service with the caller's name
        "\"Service\":\"deploy.amazonaws.com\"",
        // a provider with the caller's name
        "\"Federated\":\"arn:aws:iam::444455556666:saml-provider/deploy\"",
      })
  void anotherKindOfPrincipalIsNotNearARoleOrAUser(String principal) {
    assertThat(find(principal, session("arn:aws:iam::444455556666:role/deploy"))).isEmpty();
    assertThat(find(principal, user("arn:aws:iam::444455556666:user/deploy"))).isEmpty();
  }

  @Test
  void theNearestOfSeveralEntriesIsTold() {
    String near = "arn:aws:iam::444455556666:role/deploy";
    String principal =
        "\"AWS\":[\"arn:aws:iam::444455556666:role/audit\",\"AROADELETEDROLE000001\",\"%s\"]"
            .formatted(near);
    assertThat(find(principal, session("arn:aws:iam::444455556666:role/team/deploy")))
        .contains(new NearMiss(NearMiss.Kind.ARN_WITHOUT_PATH, near));
  }

  @Test
  void anEntryThatIsLeftOutIsNotNear() {
    String policy =
        World.policy(
            """
            {"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::444455556666:role/Deploy"},
             "Action":"sts:AssumeRole"}
            """);
    assertThat(findIn(policy, session("arn:aws:iam::444455556666:role/deploy"))).isEmpty();
  }

  @Test
  void nothingIsNearARootUserOrACallerThatIsNotKnown() {
    String principal = aws("arn:aws-cn:iam::444455556666:root");
    AccountId account = new AccountId(World.OTHER_ACCOUNT);
    assertThat(find(principal, new Caller.Root("aws", account))).isEmpty();
    assertThat(find(principal, new Caller.Unidentified("unknown", "", Optional.of(account))))
        .isEmpty();
  }
}
