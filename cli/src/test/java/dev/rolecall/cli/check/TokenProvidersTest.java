package dev.rolecall.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `check --token` for the providers of `token/providers.json`: each claim right, and each wrong.
class TokenProvidersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROVIDERS = Path.of("src/test/resources/token/providers.json");
  private static final String ROLE = "arn:aws:iam::111122223333:role/deploy";

  /// An entry of the file; `from` names the claim of which AWS makes a key, where it has another
  /// name.
  record Provider(JsonNode entry) {

    String issuer() {
      return entry.path("issuer").asText().substring("https://".length());
    }

    String principal() {
      return List.of("accounts.google.com", "cognito-identity.amazonaws.com").contains(issuer())
          ? issuer()
          : "arn:aws:iam::111122223333:oidc-provider/" + issuer();
    }

    String value(String key) {
      return entry.path("values").path(key).asText(entry.path("claims").path(key).asText());
    }

    String claimOf(String key) {
      return entry.path("from").path(key).asText(key);
    }

    ObjectNode claims() {
      ObjectNode claims = entry.path("claims").deepCopy();
      return claims.put("iss", entry.path("issuer").asText()).put("exp", 1_795_500_000);
    }

    ObjectNode policy(List<String> keys) {
      ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
      ObjectNode statement =
          policy
              .putArray("Statement")
              .addObject()
              .put("Sid", "Token")
              .put("Effect", "Allow")
              .put("Action", "sts:AssumeRoleWithWebIdentity");
      statement.putObject("Principal").put("Federated", principal());
      ObjectNode conditions = statement.putObject("Condition");
      for (String key : keys) {
        conditions
            .withObject(key.equals("amr") ? "ForAnyValue:StringEquals" : "StringEquals")
            .put(issuer() + ":" + key, value(key));
      }
      return policy;
    }

    List<String> keys() {
      return texts("keys");
    }

    List<String> texts(String field) {
      List<String> texts = new ArrayList<>();
      entry.path(field).forEach(it -> texts.add(it.asText()));
      return texts;
    }

    @Override
    public String toString() {
      return entry.path("name").asText();
    }
  }

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

  private static Stream<Provider> providers() throws IOException {
    List<Provider> providers = new ArrayList<>();
    JSON.readTree(PROVIDERS.toFile()).forEach(entry -> providers.add(new Provider(entry)));
    return providers.stream();
  }

  private static Stream<Arguments> claims(String field) throws IOException {
    return providers()
        .flatMap(provider -> provider.texts(field).stream().map(key -> arguments(provider, key)));
  }

  private static Stream<Arguments> keys() throws IOException {
    return claims("keys");
  }

  private static Stream<Arguments> never() throws IOException {
    return claims("never");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aTokenWhoseClaimsAreAllRightIsAllowed(Provider provider) throws IOException {
    JsonNode answer = check(Tokens.jwt(provider.claims()), provider.policy(provider.keys()), 0);
    assertThat(answer.path("verdict").asText()).isEqualTo("ALLOWED");
    assertThat(answer.path("token").path("provider").asText()).isEqualTo(provider.principal());
    assertThat(answer.path("token").path("problems")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void itsClaimsAloneAreAsGood(Provider provider) throws IOException {
    check(provider.claims().toPrettyString(), provider.policy(provider.keys()), 0);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aClaimThatIsWrongIsTheCause(Provider provider, String key) throws IOException {
    ObjectNode claims = provider.claims();
    switch (key) {
      case "amr" -> claims.putArray("amr").add("unauthenticated");
      case "google/organization_number" ->
          claims.putObject("google").put("organization_number", 987_654_321);
      default -> claims.put(provider.claimOf(key), other(provider.value(key)));
    }
    JsonNode answer = check(Tokens.jwt(claims), provider.policy(provider.keys()), 6);
    assertMismatch(answer, provider.issuer() + ":" + key);
    if (key.equals("amr")) {
      // guests sign in; the policy that keeps them out stays
      assertThat(answer.path("fixes")).hasSize(1);
      assertThat(answer.at("/fixes/0/requestMust/0/key").asText()).endsWith(":amr");
      return;
    }
    assertFixed(answer, Tokens.jwt(claims));
  }

  /// Another value of the same form: only its last letter or digit differs.
  private static String other(String value) {
    char last = value.charAt(value.length() - 1);
    return value.substring(0, value.length() - 1) + (last == '7' ? '5' : last == '/' ? 'x' : '7');
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aClaimThatIsMissingIsTheCause(Provider provider, String key) throws IOException {
    ObjectNode claims = provider.claims();
    if (key.equals("sub") || key.equals("aud") || key.equals("oaud") || key.startsWith("google")) {
      return;
    }
    claims.remove(key);
    JsonNode answer = check(Tokens.jwt(claims), provider.policy(provider.keys()), 6);
    assertMismatch(answer, provider.issuer() + ":" + key);
    assertFixed(answer, Tokens.jwt(claims));
  }

  @ParameterizedTest
  @MethodSource("never")
  void aClaimThatAwsDoesNotPassOnNeverMatches(Provider provider, String claim) throws IOException {
    List<String> keys = new ArrayList<>(List.of("aud", "sub"));
    keys.add(claim);
    String token = Tokens.jwt(provider.claims());
    JsonNode answer = check(token, provider.policy(keys), 6);
    assertMismatch(answer, provider.issuer() + ":" + claim);
    assertFixed(answer, token);
    assertThat(answer.path("fixes")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aKeyWithAnotherPrefixNeverMatches(Provider provider) throws IOException {
    String policy =
        provider
            .policy(List.of("aud", "sub"))
            .toString()
            .replace(
                "\"" + provider.issuer() + ":sub\"", "\"https://" + provider.issuer() + ":sub\"");
    String token = Tokens.jwt(provider.claims());
    JsonNode answer = check(token, JSON.readTree(policy), 6);
    assertMismatch(answer, "https://" + provider.issuer() + ":sub");
    assertFixed(answer, token);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aProviderThatIsNotTrustedIsTheCause(Provider provider) throws IOException {
    String policy =
        provider
            .policy(provider.keys())
            .toString()
            .replace(
                "\"" + provider.principal() + "\"",
                "\"arn:aws:iam::111122223333:oidc-provider/idp.example.com\"");
    JsonNode answer = check(Tokens.jwt(provider.claims()), JSON.readTree(policy), 6);
    assertThat(answer.at("/diagnosis/cause").asText()).isEqualTo("OIDC_PROVIDER_NOT_TRUSTED");
  }

  private static void assertMismatch(JsonNode answer, String key) {
    assertThat(answer.at("/diagnosis/cause").asText()).isEqualTo("OIDC_CLAIM_MISMATCH");
    assertThat(answer.at("/diagnosis/confidence").asText()).isEqualTo("CERTAIN");
    assertThat(answer.at("/diagnosis/causes")).hasSize(1);
    assertThat(answer.at("/diagnosis/causes/0/conditionKey").asText()).isEqualToIgnoringCase(key);
  }

  /// A policy that is changed lets the same token pass.
  private void assertFixed(JsonNode answer, String token) throws IOException {
    for (JsonNode fix : answer.path("fixes")) {
      if (fix.path("after").isNull()) {
        assertThat(fix.path("requestMust")).isNotEmpty();
        continue;
      }
      assertThat(fix.path("policyType").asText()).isEqualTo("TRUST_POLICY");
      assertThat(fix.path("result").asText()).isEqualTo("ALLOWED");
      check(token, fix.path("after"), 0);
    }
  }

  private JsonNode check(String token, JsonNode policy, int status) throws IOException {
    Path tokenFile = Files.writeString(directory.resolve("token"), token);
    Path policyFile = Files.writeString(directory.resolve("trust.json"), policy.toString());
    CommandLineRun run =
        CommandLineRun.of(
            "check",
            "--token",
            tokenFile.toString(),
            "--role",
            ROLE,
            "--trust-policy",
            ROLE + "=" + policyFile,
            "--snapshot",
            directory.resolve("accounts").toString(),
            "--format",
            "json");
    assertThat(run.err()).isEmpty();
    JsonNode answer = JSON.readTree(run.out());
    assertThat(run.status()).as(answer.toPrettyString()).isEqualTo(status);
    return answer;
  }
}
