package dev.rolecall.gate;

import static dev.rolecall.gate.plan.Plans.APP;
import static dev.rolecall.gate.plan.Plans.DEPLOYER;
import static dev.rolecall.gate.plan.Plans.trust;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.plan.Plans;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.gate.proposal.ProposedTrust;
import dev.rolecall.iam.policy.PolicyReading;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of outcomes.
class GateTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String VENDOR = "arn:aws:iam::333333333333:role/vendor";
  private static final String ACME = "{\"StringEquals\": {\"sts:ExternalId\": \"acme-deploy-7\"}}";

  /// The example without the account of the caller.
  private static final String[] ROLE_SIDE = {"222222222222.json", "organization.json"};

  private static Proposal ofApp(String trust) {
    assertThat(ProposedTrust.read(trust)).isInstanceOf(PolicyReading.Read.class);
    return Proposal.ofTrust(
        RoleArn.parse(APP).orElseThrow(), (PolicyReading.Read) ProposedTrust.read(trust));
  }

  private static String both(String one, String other) {
    return "{\"Version\": \"2012-10-17\", \"Statement\": ["
        + Plans.json(one).path("Statement").get(0)
        + ","
        + Plans.json(other).path("Statement").get(0)
        + "]}";
  }

  private static Optional<Proposal> proposal(String name) {
    return switch (name) {
      case "none" -> Optional.empty();
      case "nothing" -> Optional.of(new Proposal());
      case "deployer" -> Optional.of(ofApp(trust(DEPLOYER, ACME)));
      case "deployer and more" ->
          Optional.of(ofApp(both(trust(DEPLOYER, ACME), trust(DEPLOYER + "2", ""))));
      case "deployer by address" ->
          Optional.of(
              ofApp(trust(DEPLOYER, "{\"IpAddress\": {\"aws:SourceIp\": \"192.0.2.0/24\"}}")));
      case "deployer not by address" ->
          Optional.of(
              ofApp(
                  both(
                      trust(DEPLOYER, ACME),
                      trust(DEPLOYER, "{\"IpAddress\": {\"aws:SourceIp\": \"192.0.2.0/24\"}}")
                          .replace("Allow", "Deny"))));
      case "vendor" -> Optional.of(ofApp(trust(VENDOR, ACME)));
      case "deployer and vendor" ->
          Optional.of(ofApp(both(trust(DEPLOYER, ACME), trust(VENDOR, ACME))));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # expected | who     | read | trust policy proposed     | outcome
          # everything was read: what is known is said
          allowed    | deployer | all | none                      | HOLDS
          allowed    | deployer | all | nothing                   | HOLDS
          allowed    | deployer | all | deployer and more         | HOLDS
          allowed    | deployer | all | vendor                    | BREAKS
          allowed    | vendor   | all | none                      | ALREADY_DENIED
          allowed    | vendor   | all | deployer                  | ALREADY_DENIED
          denied     | deployer | all | none                      | ALREADY_ALLOWED
          denied     | deployer | all | deployer and more         | ALREADY_ALLOWED
          denied     | deployer | all | vendor                    | HOLDS
          denied     | vendor   | all | none                      | HOLDS
          denied     | vendor   | all | deployer and more         | HOLDS
          # what the vendor's own account allows cannot be read, and is up to the vendor
          denied     | vendor   | all | vendor                    | OPENS
          denied     | vendor   | all | deployer and vendor       | OPENS
          # nobody knows the caller's address: it matters or not
          allowed    | deployer | all | deployer by address       | UNDETERMINED
          allowed    | deployer | all | deployer not by address   | UNDETERMINED
          # the caller's account was not read: nothing is known for certain
          allowed    | deployer | role | none                     | UNDETERMINED
          # ... but what is not touched, and what lets as many in, makes it no worse
          allowed    | deployer | role | nothing                  | UNCHANGED
          allowed    | deployer | role | deployer                 | UNCHANGED
          allowed    | deployer | role | deployer and more        | UNCHANGED
          allowed    | deployer | role | deployer and vendor      | UNCHANGED
          # ... and what shuts the caller out is certain all the same
          allowed    | deployer | role | vendor                   | BREAKS
          # ... and what may shut it out decides nothing
          allowed    | deployer | role | deployer by address      | UNDETERMINED
          allowed    | deployer | role | deployer not by address  | UNDETERMINED
          denied     | deployer | role | vendor                   | HOLDS
          denied     | deployer | role | none                     | ALREADY_ALLOWED
          # nothing was read at all
          allowed    | deployer | nothing | none                  | UNDETERMINED
          allowed    | deployer | nothing | nothing               | UNCHANGED
          allowed    | deployer | nothing | deployer              | UNDETERMINED
          allowed    | deployer | nothing | vendor                | BREAKS
          denied     | vendor   | nothing | none                  | UNDETERMINED
          denied     | vendor   | nothing | nothing               | UNCHANGED
          denied     | vendor   | nothing | deployer              | HOLDS
          """)
  void outcomes(String expected, String who, String read, String proposed, Outcome outcome) {
    Evidence evidence =
        switch (read) {
          case "all" -> Plans.evidence();
          case "role" -> Plans.evidence(ROLE_SIDE);
          default -> Evidence.none();
        };
    AccessPair accessPair =
        Plans.pair(
            who.equals("vendor") ? VENDOR : DEPLOYER,
            APP,
            expected.equals("denied")
                ? AccessPair.Expectation.DENIED
                : AccessPair.Expectation.ALLOWED);
    assertThat(new Gate(proposal(proposed), NOW).judge(accessPair, _ -> evidence).outcome())
        .isEqualTo(outcome);
  }

  @Test
  void theOutcomeOfNowIsToldWhenItMatters() {
    Judgement judgement =
        new Gate(proposal("vendor"), NOW)
            .judge(
                Plans.pair(DEPLOYER, APP, AccessPair.Expectation.ALLOWED), _ -> Plans.evidence());
    assertThat(judgement.now()).contains(Diagnosis.Verdict.ALLOWED);
    assertThat(judgement.then().diagnosis().verdict()).isEqualTo(Diagnosis.Verdict.DENIED);
  }

  @Test
  void aMaskedExternalIdDecidesNothing() {
    AccessPair masked =
        Plans.pairs(
                """
                {"pairs": [{"caller": "%s", "role": "%s",
                  "context": {"sts:ExternalId": {"masked": "ac…(13 characters)"}}}]}
                """
                    .formatted(DEPLOYER, APP))
            .getFirst();
    Judgement judgement = new Gate(proposal("deployer"), NOW).judge(masked, _ -> Plans.evidence());
    assertThat(judgement.outcome()).isEqualTo(Outcome.UNDETERMINED);
    assertThat(judgement.open())
        .anySatisfy(gap -> assertThat(GapSentence.learnBy(gap)).contains("--show-external-ids"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Version": "2012-10-17", "Statement": []}                                                             | Statement: empty
          {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}                                       | Statement[0]: Principal is missing
          {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Resource": "*"}]}     | Statement[0].Resource: a trust policy cannot have a Resource
          {"Statement": [{"Efect": "Allow"}]}                                                                    | Statement[0].Efect: unknown element
          """)
  void trustPoliciesThatIamWouldRefuseAreRefused(String json, String problem) {
    assertThat(ProposedTrust.read(json)).isEqualTo(new PolicyReading.Unreadable(problem));
  }
}
