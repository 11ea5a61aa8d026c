package dev.rolecall.cli.check;

import static dev.rolecall.cli.check.Tokens.CANARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.cli.CommandLineRun;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `check --token`: what is read, what AWS rejects, and that nothing of a token gets out.
class TokenCheckTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::111122223333:role/deploy";
  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String PROVIDER = "arn:aws:iam::111122223333:oidc-provider/" + GITHUB;
  private static final String CORP = "arn:aws:iam::111122223333:saml-provider/Corp";
  private static final String LISTED = Tokens.ofAws("Role", ROLE + "," + CORP);
  private static final String NAMED = Tokens.ofAws("RoleSessionName", "ana@example.com");

  /// The clock of the tests is at 2026-11-24T03:00:00Z.
  private static final long NOW = 1_795_489_200;

  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Sid": "GitHub", "Effect": "Allow",
        "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main"}}}]}
      """
          .formatted(PROVIDER);

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        Files.createDirectory(directory.resolve("accounts")).resolve("organization.json"),
        """
        {"organizations": [{"id": "o-example", "managementAccountId": "999999999999", "accounts": [
          {"id": "111122223333", "name": "app", "path": "o-example/r-ab12/",
           "serviceControlPolicies": [], "resourceControlPolicies": []}]}]}
        """);
  }

  private static String claims(String more) {
    return """
    {"iss": "https://token.actions.githubusercontent.com", "aud": "sts.amazonaws.com",
     "sub": "repo:acme/app:ref:refs/heads/main", "jti": "CanaryQ9", "email": "CanaryQ9@example.com",
     "CanaryQ9": {"CanaryQ9": ["CanaryQ9"]}, "exp": 1795489500 %s}
    """
        .formatted(more);
  }

  private static String jwt(String more) {
    return Tokens.jwt(claims(more));
  }

  private CommandLineRun check(String token, String... more) throws IOException {
    return check(token.getBytes(StandardCharsets.UTF_8), TRUST, more);
  }

  private CommandLineRun check(byte[] token, String trust, String... more) throws IOException {
    return CommandLineRun.with(Map.of("ROLECALL_TRACE", "1"), words(token, trust, more));
  }

  private String[] words(byte[] token, String trust, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("check"));
    words.addAll(List.of("--token", Files.write(directory.resolve("token"), token).toString()));
    Path policy = Files.writeString(directory.resolve("trust.json"), trust);
    words.addAll(List.of("--trust-policy", ROLE + "=" + policy));
    words.addAll(List.of("--snapshot", directory.resolve("accounts").toString()));
    words.addAll(List.of(more));
    if (!words.contains("--role")) {
      words.addAll(List.of("--role", ROLE));
    }
    return words.toArray(String[]::new);
  }

  private JsonNode json(String token, String trust, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--format", "json"));
    CommandLineRun run =
        check(token.getBytes(StandardCharsets.UTF_8), trust, all.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return JSON.readTree(run.out());
  }

  private CommandLineRun saml(String trust, String... attributes) throws IOException {
    return check(Tokens.saml(attributes).getBytes(StandardCharsets.UTF_8), trust);
  }

  private static String trustOfSaml(String operator, String key, String value) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Sid": "Corp", "Effect": "Allow",
      "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithSAML",
      "Condition": {"%s": {"%s": "%s"}}}]}
    """
        .formatted(CORP, operator, key, value);
  }

  // What AWS rejects

  @Test
  void anExpiredTokenIsEvaluatedAllTheSame() throws IOException {
    CommandLineRun run = check(jwt(", \"exp\": " + (NOW - 3600)));
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("ALLOWED: token of " + PROVIDER)
        .contains("expired 60 minutes ago (2026-11-24 02:00 UTC)", "ExpiredTokenException");
    JsonNode json = json(jwt(", \"exp\": " + (NOW - 3600)), TRUST);
    assertThat(json.at("/token/problems/0/cause").asText()).isEqualTo("EXPIRED_TOKEN");
    assertThat(json.at("/token/problems/0/lasting").asBoolean(true)).isFalse();
    assertThat(json.at("/token/expires").asText()).isEqualTo("2026-11-24T02:05:00Z");
  }

  @Test
  void awsTakesATokenForFiveMinutesAfterItExpired() throws IOException {
    assertThat(check(jwt(", \"exp\": " + (NOW - 299))).out()).doesNotContain("expired");
    assertThat(check(jwt(", \"exp\": " + (NOW - 301))).out()).contains("expired");
  }

  @Test
  void aTokenOfTheFutureIsNamed() throws IOException {
    CommandLineRun run = check(jwt(", \"nbf\": " + (NOW + 600)));
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("not valid before 2026-11-24 03:10 UTC, in 10 minutes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "aud", "iss"})
  void aRequiredClaimThatIsMissingIsDenied(String claim) throws IOException {
    String token = Tokens.jwt(claims("").replace("\"" + claim + "\"", "\"x-" + claim + "\""));
    CommandLineRun run = check(token);
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .startsWith("DENIED")
        .contains("Certain (INVALID_IDENTITY_TOKEN): The token has no `" + claim + "` claim")
        .contains("By the policies alone");
    JsonNode json = json(token, TRUST);
    assertThat(json.at("/verdict").asText()).isEqualTo("DENIED");
    assertThat(json.at("/diagnosis/cause").asText()).isEqualTo("INVALID_IDENTITY_TOKEN");
    assertThat(json.at("/diagnosis/summary").asText()).contains("no `" + claim + "` claim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes/serviceaccount", "http://idp.example.com", "idp.example.com"})
  void anIssuerThatNoProviderCanHaveIsDenied(String issuer) throws IOException {
    CommandLineRun run = check(Tokens.jwt(claims("").replace("https://" + GITHUB, issuer)));
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).contains("not an https:// URL");
  }

  @Test
  void theRolesThatATokenListsCount() throws IOException {
    String roles = ", \"https://aws.amazon.com/roles\": [\"%s\"]";
    assertThat(check(jwt(roles.formatted(ROLE))).status()).isZero();
    CommandLineRun other = check(jwt(roles.formatted("arn:aws:iam::111122223333:role/other")));
    assertThat(other.status()).isEqualTo(6);
    assertThat(other.out())
        .contains("does not list " + ROLE, "By the policies alone, the answer would be ALLOWED");
    JsonNode json = json(jwt(roles.formatted("arn:aws:iam::111122223333:role/x")), TRUST);
    assertThat(json.at("/token/byPolicies/verdict").asText()).isEqualTo("ALLOWED");
  }

  // What becomes of claims

  @Test
  void severalAudiencesLeaveItOpen() throws IOException {
    String token =
        Tokens.jwt(claims("").replace("\"sts.amazonaws.com\"", "[\"sts.amazonaws.com\", \"x\"]"));
    CommandLineRun run = check(token);
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out().replaceAll("\\s+", " ")).contains("several audiences and no `azp`");
    assertThat(
            check(
                    Tokens.jwt(
                        claims(", \"azp\": \"sts.amazonaws.com\"")
                            .replace("\"sts.amazonaws.com\",\n", "[\"y\", \"x\"],\n")))
                .status())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"https://aws.amazon.com/tags\": {\"principal_tags\": {\"team\": [\"red\"]},"
            + " \"transitive_tag_keys\": [\"team\"]}",
        ", \"https://aws.amazon.com/tags/principal_tags/team\": \"red\","
            + " \"https://aws.amazon.com/tags/transitive_tag_keys\": [\"team\"]"
      })
  void sessionTagsInATokenNeedTheirPermission(String tags) throws IOException {
    JsonNode denied = json(jwt(tags), TRUST);
    assertThat(denied.at("/diagnosis/cause").asText()).isEqualTo("TAG_SESSION_NOT_ALLOWED");
    assertThat(denied.at("/diagnosis/confidence").asText()).isEqualTo("CERTAIN");
    assertThat(json(jwt(tags), denied.at("/fixes/0/after").toString()).path("verdict").asText())
        .isEqualTo("ALLOWED");
    String byTag =
        TRUST
            .replace(
                "\"sts:AssumeRoleWithWebIdentity\"",
                "[\"sts:AssumeRoleWithWebIdentity\", \"sts:TagSession\"]")
            .replace(
                "{\"StringEquals\": {", "{\"StringEquals\": {\"aws:RequestTag/team\": \"red\", ");
    assertThat(json(jwt(tags), byTag).path("verdict").asText()).isEqualTo("ALLOWED");
    JsonNode wrong = json(jwt(tags.replace("red", "blue")), byTag);
    assertThat(wrong.at("/diagnosis/causes/0/conditionKey").asText())
        .isEqualToIgnoringCase("aws:RequestTag/team");
    assertThat(wrong.path("verdict").asText()).isEqualTo("DENIED");
  }

  @Test
  void aSourceIdentityInATokenNeedsItsPermission() throws IOException {
    JsonNode denied = json(jwt(", \"https://aws.amazon.com/source_identity\": \"ana\""), TRUST);
    assertThat(denied.at("/diagnosis/cause").asText()).isEqualTo("SOURCE_IDENTITY_NOT_ALLOWED");
    assertThat(denied.at("/fixes/0/after").toString()).contains("sts:SetSourceIdentity");
  }

  @Test
  void whatTheTokenDoesNotDecideIsGiven() throws IOException {
    String trust =
        TRUST.replace(
            "{\"StringEquals\": {", "{\"StringEquals\": {\"sts:RoleSessionName\": \"ci\", ");
    byte[] token = jwt("").getBytes(StandardCharsets.UTF_8);
    assertThat(check(token, trust).out()).contains("--context sts:RoleSessionName=VALUE");
    assertThat(check(token, trust, "--context", "sts:RoleSessionName=ci").status()).isZero();
    assertThat(check(token, trust, "--context", "sts:RoleSessionName=x").status()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {GITHUB + ":sub=x", GITHUB + ":environment=prod", "aws:RequestTag/a=b"})
  void whatTheTokenDecidesCannotBeGiven(String context) throws IOException {
    CommandLineRun run = check(jwt(""), "--context", context);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("comes from the token");
  }

  // Against what

  @Test
  void withoutControlPoliciesTheTrustPolicyIsAnsweredFor() throws IOException {
    List<String> words =
        new ArrayList<>(List.of(words(jwt("").getBytes(StandardCharsets.UTF_8), TRUST)));
    int snapshot = words.indexOf("--snapshot");
    words.subList(snapshot, snapshot + 2).clear();
    CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).contains("The role's trust policy allows this token.");
  }

  @ParameterizedTest
  @CsvSource({"plan-holds.json, app, 0", "plan-breaks.json, app, 6", "plan-holds.json, other, 6"})
  void aPlanIsEvaluatedLikeAPolicy(String plan, String repository, int status) throws IOException {
    Path example = Path.of("src/test/resources/gate/example");
    Path token =
        Files.writeString(
            directory.resolve("token"),
            Tokens.jwt(claims("").replace("acme/app", "acme/" + repository)));
    assertThat(
            CommandLineRun.of(
                    "check",
                    "--token",
                    token.toString(),
                    "--role",
                    "arn:aws:iam::222222222222:role/app-deploy",
                    "--snapshot",
                    example.resolve("snapshot").toString(),
                    "--plan",
                    example.resolve(plan).toString())
                .status())
        .isEqualTo(status);
  }

  @Test
  void standardInputIsReadForADash() throws IOException {
    String[] words = words(new byte[0], TRUST);
    words[2] = "-";
    assertThat(CommandLineRun.withInput(jwt("") + "\n", words).status()).isZero();
  }

  // The forms of a token

  private static Stream<String> forms() {
    String token = jwt("");
    return Stream.of(
        token + "\r\n",
        "\uFEFF" + token,
        "\"" + token + "\"",
        "Bearer " + token,
        "Authorization: bearer " + token,
        token.replaceAll(".{64}", "$0\n"),
        claims(""),
        "{\"payload\": " + claims("") + "}",
        "{\"value\": \"" + token + "\", \"count\": 1}",
        "{\"access_token\": \"" + token.replace("e", "f") + "\", \"id_token\": \"" + token + "\"}",
        "{\"kind\": \"TokenRequest\", \"status\": {\"token\": \"" + token + "\"}}",
        "export AWS_TOKEN=" + token + "\n",
        "> Authorization: Bearer " + token + "\n> Accept: */*\n",
        "[{\"WebIdentityToken\": \"" + token + "\", \"RoleArn\": \"x\"}]",
        Tokens.part(claims("")));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aTokenIsReadInEveryForm(String token) throws IOException {
    CommandLineRun run = check(token);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("ALLOWED");
  }

  @Test
  void aTokenIsReadInUtf16() throws IOException {
    assertThat(check(jwt("").getBytes(StandardCharsets.UTF_16), TRUST).out()).startsWith("ALLOWED");
  }

  // SAML

  private static Stream<String> samlForms() {
    String xml = Tokens.saml(LISTED, NAMED);
    String base64 = Tokens.base64(xml);
    return Stream.of(
        xml,
        xml.substring(xml.indexOf("<saml:Assertion"), xml.indexOf("</samlp:Response>")),
        base64,
        base64.replaceAll(".{76}", "$0\r\n"),
        URLEncoder.encode(base64, StandardCharsets.UTF_8),
        "SAMLResponse=" + URLEncoder.encode(base64, StandardCharsets.UTF_8) + "&RelayState=x",
        "<html><form><input type=\"hidden\" name=\"SAMLResponse\" value=\""
            + base64
            + "\"/></form>",
        "<html><input value='" + base64 + "' name='SAMLResponse'></html>",
        "{\"PrincipalArn\": \"x\", \"SAMLAssertion\": \"" + base64 + "\"}",
        "{\"log\": {\"entries\": [{\"request\": {\"postData\": {\"text\": \"SAMLResponse="
            + URLEncoder.encode(base64, StandardCharsets.UTF_8)
            + "\", \"params\": [{\"name\": \"SAMLResponse\", \"value\": \""
            + base64
            + "\"}]}}}]}}");
  }

  @ParameterizedTest
  @MethodSource("samlForms")
  void anAssertionIsReadInEveryForm(String text) throws IOException {
    String trust = trustOfSaml("StringEquals", "SAML:aud", "https://signin.aws.amazon.com/saml");
    CommandLineRun run = check(text.getBytes(StandardCharsets.UTF_8), trust);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("ALLOWED: SAML assertion of " + CORP + " -> " + ROLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StringEquals             | SAML:iss                   | https://idp.example.com/saml
          StringEquals             | SAML:sub                   | ana
          StringEquals             | SAML:sub_type              | persistent
          StringEquals             | SAML:doc                   | 111122223333/Corp
          StringEquals             | SAML:namequalifier         | /BWCFeaWE+hXWjPktXT8lFPCYqc=
          StringEquals             | SAML:cn                    | ana
          StringEquals             | SAML:mail                  | ana@example.com
          ForAnyValue:StringEquals | SAML:eduPersonAffiliation  | staff
          ForAllValues:StringLike  | SAML:eduPersonAffiliation  | *
          StringEquals             | sts:RoleSessionName        | ana@example.com
          """)
  void whatTheAssertionSaysBecomesConditionKeys(String operator, String key, String value)
      throws IOException {
    String[] attributes = {
      LISTED,
      NAMED,
      Tokens.attribute("urn:oid:2.5.4.3", "ana"),
      Tokens.attribute(
          "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "ana@example.com"),
      Tokens.attribute("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "staff", "member")
    };
    assertThat(saml(trustOfSaml(operator, key, value), attributes).status()).isZero();
    CommandLineRun wrong = saml(trustOfSaml(operator, key, "x"), attributes);
    assertThat(wrong.status()).isEqualTo(6);
    assertThat(wrong.out()).contains("Certain", key);
  }

  @ParameterizedTest
  @CsvSource({
    "groups, SAML:groups, 6",
    "urn:oid:0.9.2342.19200300.100.1.3, SAML:mail, 3",
    "mail, SAML:mail, 3",
    "unrelated, SAML:mail, 6"
  })
  void whatAwsDoesNotDocumentIsNotCertain(String attribute, String key, int status)
      throws IOException {
    String mapped = Tokens.attribute(attribute, "ops");
    assertThat(saml(trustOfSaml("StringEquals", key, "ops"), LISTED, NAMED, mapped).status())
        .isEqualTo(status);
  }

  @Test
  void anAssertionForAnotherRoleIsDenied() throws IOException {
    String trust = trustOfSaml("StringEquals", "SAML:iss", "https://idp.example.com/saml");
    String other = Tokens.ofAws("Role", CORP + ", arn:aws:iam::111122223333:role/other");
    CommandLineRun run = saml(trust, other, NAMED);
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).contains("does not list " + ROLE, "the answer would be ALLOWED");
    assertThat(saml(trust, NAMED).out()).contains("has no attribute");
    assertThat(saml(trust, NAMED, Tokens.ofAws("Role", "deploy")).out()).contains("No value of");
  }

  @Test
  void aSessionNameIsRequired() throws IOException {
    String trust = trustOfSaml("StringEquals", "SAML:iss", "https://idp.example.com/saml");
    assertThat(saml(trust, LISTED).out()).startsWith("DENIED").contains("RoleSessionName");
    assertThat(saml(trust, LISTED, Tokens.ofAws("RoleSessionName", CANARY + " x")).out())
        .startsWith("DENIED")
        .contains("without spaces")
        .doesNotContain(CANARY);
  }

  @Test
  void tagsAndSourceIdentityOfAnAssertionNeedTheirPermissions() throws IOException {
    String trust = trustOfSaml("StringEquals", "SAML:iss", "https://idp.example.com/saml");
    String tag = Tokens.ofAws("PrincipalTag:team", "red");
    String identity = Tokens.ofAws("SourceIdentity", "ana");
    assertThat(saml(trust, LISTED, NAMED, tag).out()).contains("TAG_SESSION_NOT_ALLOWED");
    assertThat(saml(trust, LISTED, NAMED, identity).out()).contains("SOURCE_IDENTITY_NOT_ALLOWED");
  }

  @Test
  void anAssertionIsRedeemedWithinFiveMinutes() throws IOException {
    String trust = trustOfSaml("StringEquals", "SAML:iss", "https://idp.example.com/saml");
    String xml = Tokens.saml(LISTED, NAMED);
    assertThat(check(xml.getBytes(StandardCharsets.UTF_8), trust).out()).doesNotContain("until");
    String old = xml.replace("02:59:50Z", "02:54:50Z");
    CommandLineRun run = check(old.getBytes(StandardCharsets.UTF_8), trust);
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("valid until 2026-11-24 02:59 UTC", "ExpiredTokenException");
  }

  @Test
  void theOneRoleThatIsListedIsTheOneThatIsMeant() throws IOException {
    String trust = trustOfSaml("StringEquals", "SAML:iss", "https://idp.example.com/saml");
    List<String> words =
        new ArrayList<>(
            List.of(words(Tokens.saml(LISTED, NAMED).getBytes(StandardCharsets.UTF_8), trust)));
    List<String> withoutRole = words.subList(0, words.size() - 2);
    assertThat(CommandLineRun.of(withoutRole.toArray(String[]::new)).status()).isZero();
    String other = Tokens.ofAws("Role", "arn:aws:iam::111122223333:role/other," + CORP);
    Files.writeString(directory.resolve("token"), Tokens.saml(LISTED, other, NAMED));
    CommandLineRun several = CommandLineRun.of(withoutRole.toArray(String[]::new));
    assertThat(several.status()).isEqualTo(2);
    assertThat(several.err()).contains("--role is missing; the token lists " + ROLE);
  }

  // Secrets

  private static Stream<Arguments> malformed() {
    String token = jwt("");
    String[] parts = token.split("\\.", -1);
    String xml = Tokens.saml(LISTED, NAMED);
    return Stream.of(
        arguments("nothing", "  \n", "empty"),
        arguments("a word", CANARY, "neither a JWT"),
        arguments("a secret", CANARY.repeat(12), "neither a JWT"),
        arguments("two parts", parts[0] + "." + parts[1], "neither a JWT"),
        arguments(
            "a cut payload",
            parts[0] + "." + parts[1].substring(0, 60) + ".x",
            "payload|JSON|base64"),
        arguments(
            "a payload of text", Tokens.part("{}") + "." + Tokens.part(CANARY) + ".x", "JSON"),
        arguments("a payload of bytes", parts[0] + "._w8_w8_" + CANARY + ".x", "base64url"),
        arguments("an encrypted JWT", parts[0] + "." + CANARY + ".a.b." + CANARY, "encrypted"),
        arguments("a broken object", "{\"" + CANARY + "\": " + CANARY + "}", "not valid JSON"),
        arguments("a cut object", claims("").strip().substring(0, 150), "not valid JSON"),
        arguments("a list", "[\"" + CANARY + "\"]", "neither claims"),
        arguments("no claims", "{\"a\": \"" + CANARY + "\"}", "neither claims"),
        arguments(
            "two tokens",
            "{\"a\": \"" + token + "\", \"b\": \"" + jwt(", \"x\": 1") + "\"}",
            "more than one"),
        arguments("broken XML", "<" + CANARY + ">" + CANARY + "</x>", "not well-formed"),
        arguments("other XML", "<" + CANARY + "/>", "not a SAML 2.0"),
        arguments("cut XML", xml.substring(0, 900), "not well-formed"),
        arguments("cut base64", Tokens.base64(xml).substring(0, 900), "not well-formed"),
        arguments(
            "an entity",
            "<!DOCTYPE x [<!ENTITY %1$s SYSTEM \"file:///etc/passwd\">]><x>&%1$s;</x>"
                .formatted(CANARY),
            "document type"),
        arguments(
            "an encrypted assertion",
            xml.replace("saml:Assertion", "saml:EncryptedAssertion"),
            "encrypted"),
        arguments(
            "a failure",
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\""
                + CANARY
                + "\"/>",
            "no assertion"),
        arguments(
            "a request",
            "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\""
                + CANARY
                + "\"/>",
            "SAML request"),
        arguments(
            "metadata",
            "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\""
                + CANARY
                + "\"/>",
            "metadata"),
        arguments(
            "two assertions",
            xml.replace(
                "</samlp:Response>",
                xml.substring(xml.indexOf("<saml:Assertion"), xml.indexOf("</samlp:Response>"))
                    + "</samlp:Response>"),
            "more than one"),
        arguments("Facebook's", "EAA" + CANARY.repeat(10), "Facebook"),
        arguments("Amazon's", "Atza|" + CANARY.repeat(10), "Login with Amazon"),
        arguments("Google's", "ya29." + CANARY.repeat(10), "Google access token"),
        arguments("too much", CANARY.repeat(200_000), "larger than 1 MiB"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void whatCannotBeUsedIsNamedAndNotShown(String name, String token, String problem)
      throws IOException {
    CommandLineRun run = check(token);
    assertThat(run.status()).as(name).isEqualTo(5);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("rolecall: " + directory.resolve("token") + ": ");
    assertThat(run.err()).containsPattern(problem).doesNotContain("Exception");
    assertNothingOf(token, run);
  }

  @Test
  void whatIsNotTextIsNamedAndNotShown() throws IOException {
    CommandLineRun run = check(new byte[] {(byte) 0xC3, 0x28, 'x'}, TRUST);
    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err()).contains("not text");
  }

  @Test
  void entitiesThatGrowEndTheReading() throws IOException {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (int i = 1; i < 20; i++) {
      bomb.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
    }
    CommandLineRun run = check(bomb + "]><x>&a19;</x>");
    assertThat(run.status()).isEqualTo(5);
  }

  private static Stream<Arguments> answers() {
    List<Arguments> answers = new ArrayList<>();
    for (String format : List.of("text", "json")) {
      for (String trust :
          List.of(
              TRUST,
              TRUST.replace("heads/main", "heads/release"),
              TRUST.replace(PROVIDER, "arn:aws:iam::111122223333:oidc-provider/gitlab.com"),
              TRUST.replace(
                  "{\"StringEquals\": {",
                  "{\"StringEquals\": {\"sts:RoleSessionName\": \"ci\", "))) {
        for (String token :
            List.of(jwt(""), jwt(", \"exp\": 1"), jwt(", \"sub\": null"), claims(""))) {
          answers.add(arguments(token, trust, format));
        }
        answers.add(
            arguments(
                Tokens.saml(LISTED, NAMED, Tokens.attribute("groups", CANARY)),
                trustOfSaml("StringEquals", "SAML:sub", trust.length() % 2 == 0 ? "ana" : "bob"),
                format));
      }
    }
    return answers.stream();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void noAnswerShowsWhatItDoesNotNeed(String token, String trust, String format)
      throws IOException {
    CommandLineRun run =
        check(token.getBytes(StandardCharsets.UTF_8), trust, "--format", format, "--verbose");
    assertThat(run.status()).isIn(0, 3, 6);
    assertNothingOf(token, run);
  }

  private static void assertNothingOf(String token, CommandLineRun run) {
    String all = run.out() + run.err();
    assertThat(all).doesNotContain(CANARY, "Canary").doesNotContain(Tokens.base64(CANARY));
    for (String part : token.split("[.\\s\"<>]+", -1)) {
      if (part.length() > 40 && !part.startsWith("http") && !part.contains("/")) {
        assertThat(all).doesNotContain(part.substring(0, 20));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--token", "--caller", "--role", "--context", ""})
  void aTokenOnTheCommandLineIsNotRepeated(String option) {
    for (String token :
        List.of(
            jwt(""),
            claims(""),
            "Bearer " + CANARY.repeat(5),
            Tokens.base64(Tokens.saml(LISTED, NAMED)),
            "EAA" + CANARY.repeat(10))) {
      List<String> words = new ArrayList<>(List.of("check"));
      if (!option.equals("--role")) {
        words.addAll(List.of("--role", ROLE));
      }
      if (!option.equals("--caller") && !option.equals("--token")) {
        words.addAll(List.of("--caller", "arn:aws:iam::111122223333:role/ci"));
      }
      if (option.equals("--role")) {
        words.addAll(List.of("--snapshot", "src"));
      }
      words.addAll(option.isEmpty() ? List.of(token) : List.of(option, token));
      CommandLineRun run =
          CommandLineRun.with(Map.of("ROLECALL_TRACE", "1"), words.toArray(String[]::new));
      assertThat(run.status()).isEqualTo(2);
      assertNothingOf(token, run);
      if (option.equals("--token")) {
        assertThat(run.err()).contains("shell's history");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "missing.jwt, missing.jwt: no such file",
    "'', cannot be read",
    "src, src: cannot be read"
  })
  void aFileThatIsNotThereIsNamed(String file, String problem) {
    CommandLineRun run = CommandLineRun.of("check", "--token", file, "--role", ROLE);
    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err()).contains(problem);
  }
}
