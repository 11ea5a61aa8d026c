package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose a token is, by the conditions of a trust policy.
class TokenOwnershipTest {

  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String PROVIDER = "arn:aws:iam::222222222222:oidc-provider/" + GITHUB;

  @ParameterizedTest
  @CsvSource({
    "StringEquals, repo:acme/app:ref:refs/heads/main, OWN",
    "StringEqualsIgnoreCase, repo:acme/app:ref:refs/heads/main, OWN",
    "StringLike, repo:acme/app:ref:refs/heads/main, OWN",
    "StringLike, repo:acme/*, OWN",
    "StringLike, ?epo:acme/app, OWN",
    "StringLike, repo:ac?e/*, OTHER",
    "StringLike, *, OTHER",
    // an ordinary character everywhere else: no owner has such a name
    "StringEquals, ?epo:acme/app, OTHER",
    "StringEqualsIgnoreCase, ?epo:acme/app, OTHER",
    "ArnLike, ?epo:acme/app, OTHER",
    "StringNotEquals, repo:acme/app:ref:refs/heads/main, OTHER",
    "StringNotLike, repo:acme/*, OTHER",
  })
  void onlyStringLikeKnowsWildcards(String operator, String value, TokenOwnership whose) {
    assertThat(whose(operator, value)).isEqualTo(whose);
  }

  private static TokenOwnership whose(String operator, String value) {
    Caller.WebIdentity identity =
        new Caller.WebIdentity(
            Optional.of(PROVIDER),
            Optional.of("sts.amazonaws.com"),
            "repo:acme/app:ref:refs/heads/x");
    String policy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
         "Principal":{"Federated":"%s"},"Condition":{"%s":{"%s:sub":"%s"}}}]}\
        """
            .formatted(PROVIDER, operator, GITHUB, value);
    return switch (PolicyReader.read(policy)) {
      case PolicyReading.Read(Policy read) ->
          TokenOwnership.of(identity, read.statements().stream());
      case PolicyReading.Unreadable(String problem) -> throw new AssertionError(problem);
    };
  }
}
