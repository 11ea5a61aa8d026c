package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Callers;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.PolicyVersion;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.explanation.Corpus;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionSolver;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an answer advises, done and checked again, is allowed, or allowed if the same gaps turn out
/// well.
class AdviceRoundTripTest {

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void whatIsAdvisedLetsTheCallPass(Path story) throws IOException {
    Denial denial = denial(story);
    Evidence evidence = evidence(story);
    Explanation explanation = new Explainer(evidence).explain(denial);
    if (explanation.fixes().isEmpty()) {
      return;
    }
    Explanation checked =
        new Explainer(changed(evidence, denial, explanation.fixes()))
            .check(sent(evaluated(denial, evidence), explanation.fixes()));
    Diagnosis.Verdict verdict = checked.diagnosis().verdict();
    List<String> gaps =
        explanation.fixes().getLast().conditions().stream().map(GapSentence::fact).toList();
    if (explanation.fixes().getLast().result() == Fix.Result.ALLOWED) {
      assertThat(verdict).isEqualTo(Diagnosis.Verdict.ALLOWED);
    } else {
      assertThat(verdict).isNotEqualTo(Diagnosis.Verdict.DENIED);
      assertThat(checked.diagnosis().allowed().gaps())
          .extracting(GapSentence::fact)
          .as("%s", checked.diagnosis().causes())
          .isSubsetOf(gaps);
    }
  }

  @Test
  void mostStoriesHaveAFix() throws IOException {
    int fixed = 0;
    for (Path story : stories()) {
      fixed += new Explainer(evidence(story)).explain(denial(story)).fixes().isEmpty() ? 0 : 1;
    }
    assertThat(fixed).isGreaterThan(50);
  }

  private static Denial denial(Path story) throws IOException {
    List<Denial> denials = new ArrayList<>();
    try (InputStream in = Files.newInputStream(story.resolve("event.json"))) {
      EventReader.read(
          story.toString(),
          in,
          reading -> {
            if (reading instanceof EventReading.Denied denied) {
              denials.add(denied.denial());
            }
          });
    }
    return denials.getFirst();
  }

  private static Evidence evidence(Path story) {
    Path snapshot = story.resolve("snapshot");
    if (!Files.isDirectory(snapshot)) {
      return Evidence.none();
    }
    return switch (Snapshot.open(List.of(snapshot))) {
      case SnapshotOpening.Opened(Snapshot opened) -> opened.evidence();
      case SnapshotOpening.NotUsable(var problem) -> throw new AssertionError(problem.toString());
    };
  }

  /// The call with what AWS's own evaluation shows of its request. The rest of that evaluation is
  /// about the denied request alone.
  private static Denial evaluated(Denial denial, Evidence evidence) {
    return denial
        .target()
        .arn()
        .map(role -> Facts.gather(denial, role, evidence, true))
        .filter(facts -> facts.aws().isPresent())
        .map(facts -> with(facts.denial(), facts.context()))
        .orElse(denial);
  }

  /// The call with what the fixes ask for.
  private static Denial sent(Denial denial, List<Fix> fixes) {
    Map<String, List<Fix.RequestMust>> musts = new LinkedHashMap<>();
    for (Fix fix : fixes) {
      for (Fix.RequestMust must : fix.requestMust()) {
        musts.computeIfAbsent(must.key(), _ -> new ArrayList<>()).add(must);
      }
    }
    RequestContext context = denial.context();
    Passed tags = denial.sessionTags();
    Passed sourceIdentity = denial.sourceIdentity();
    for (Map.Entry<String, List<Fix.RequestMust>> must : musts.entrySet()) {
      KeyState state = state(must.getValue(), context);
      boolean present = state instanceof KeyState.Present;
      context = context.with(must.getKey(), state);
      String key = must.getKey().toLowerCase(Locale.ROOT);
      if (key.startsWith("aws:multifactorauth") && present) {
        context =
            key.endsWith("present")
                ? context.with("aws:MultiFactorAuthAge", KeyState.present("0"))
                : context.with("aws:MultiFactorAuthPresent", KeyState.present("true"));
      }
      tags = present && key.startsWith("aws:requesttag/") ? Passed.YES : tags;
      sourceIdentity = present && key.equals("sts:sourceidentity") ? Passed.YES : sourceIdentity;
    }
    return with(denial.passing(tags, sourceIdentity), context);
  }

  private static Denial with(Denial denial, RequestContext context) {
    return new Denial(
        denial.eventId(),
        denial.sharedEventId(),
        denial.time(),
        denial.region(),
        denial.recordedIn(),
        denial.call(),
        denial.call().action(),
        denial.caller(),
        denial.target(),
        denial.sessionTags(),
        denial.sourceIdentity(),
        denial.parametersRecorded(),
        context,
        new AwsReason.NotGiven(),
        denial.errorCode(),
        denial.awsMessage(),
        denial.userAgent(),
        denial.sourceIp(),
        Optional.empty());
  }

  private static KeyState state(List<Fix.RequestMust> musts, RequestContext context) {
    List<Condition> conditions = new ArrayList<>();
    for (Fix.RequestMust must : musts) {
      ObjectNode statement =
          new ObjectMapper().createObjectNode().put("Effect", "Allow").put("Action", "*");
      statement.put("Resource", "*");
      statement
          .putObject("Condition")
          .putObject(must.operator().source())
          .set(must.key(), new ObjectMapper().valueToTree(must.values()));
      ObjectNode policy = new ObjectMapper().createObjectNode().put("Version", "2012-10-17");
      policy.putArray("Statement").add(statement);
      conditions.addAll(read(policy.toString()).statements().getFirst().conditions());
    }
    return ConditionSolver.state(conditions, context, _ -> true).orElseThrow();
  }

  private static Policy read(String document) {
    return switch (PolicyReader.read(document)) {
      case PolicyReading.Read(Policy policy) -> policy;
      case PolicyReading.Unreadable(String problem) -> throw new AssertionError(problem);
    };
  }

  /// The evidence as it is once the fixes were made.
  private static Evidence changed(Evidence evidence, Denial denial, List<Fix> fixes) {
    return new Evidence(
        new ChangedRoles(evidence.roles(), denial.target().arn().orElseThrow(), fixes),
        new ChangedCallers(evidence.callers(), fixes),
        evidence.organizations(),
        evidence.changes());
  }

  private record ChangedRoles(Roles now, RoleArn target, List<Fix> fixes) implements Roles {
    @Override
    public Lookup<RoleFacts> role(RoleArn arn) {
      Lookup<RoleFacts> role = now.role(arn);
      return arn.equals(target) && role instanceof Lookup.Found<RoleFacts>(RoleFacts found)
          ? new Lookup.Found<>(changed(found))
          : role;
    }

    private RoleFacts changed(RoleFacts role) {
      return fixes.stream()
          .filter(fix -> fix.place() == Fix.Place.TRUST_POLICY)
          .findFirst()
          .map(
              fix ->
                  new RoleFacts(
                      role.arn(),
                      role.roleId(),
                      role.created(),
                      role.tags(),
                      PolicyReader.read(fix.after().orElseThrow())))
          .orElse(role);
    }

    @Override
    public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
      return now.rolesOf(account);
    }

    @Override
    public List<RoleArn> rolesNamed(String name) {
      return now.rolesNamed(name);
    }
  }

  private record ChangedCallers(Callers now, List<Fix> fixes) implements Callers {
    @Override
    public Lookup<CallerFacts> caller(Caller caller) {
      return now.caller(caller) instanceof Lookup.Found<CallerFacts>(CallerFacts found)
          ? new Lookup.Found<>(changed(found))
          : now.caller(caller);
    }

    private CallerFacts changed(CallerFacts caller) {
      List<NamedPolicy> policies = new ArrayList<>(caller.identityPolicies());
      for (Fix fix : fixes) {
        if (fix.actor() == Actor.CALLER_ACCOUNT) {
          String name = fix.policyName().orElseThrow();
          fix.before()
              .ifPresent(
                  _ ->
                      assertThat(policies.removeIf(policy -> policy.name().equals(name))).isTrue());
          policies.add(new NamedPolicy(name, fix.target(), read(fix.after().orElseThrow())));
        }
      }
      return new CallerFacts(
          caller.arn(),
          caller.uniqueId(),
          caller.created(),
          caller.tags(),
          policies,
          caller.missing(),
          caller.boundary(),
          Optional.empty());
    }

    @Override
    public List<PolicyVersion> inactiveVersions(String policyArn) {
      return now.inactiveVersions(policyArn);
    }
  }
}
