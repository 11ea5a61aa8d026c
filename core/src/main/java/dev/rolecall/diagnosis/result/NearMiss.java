package dev.rolecall.diagnosis.result;

import dev.rolecall.provider.Mistake;
import dev.rolecall.provider.SubjectDifference;
import java.util.List;
import java.util.Optional;

/// What the policy, or the account, has that nearly fits, and how it differs.
///
/// @param expected the principal entry, claim value or role that nearly fits, as the policy or
///   account has it; for a condition key that can never be present, the key that works; for an ARN
///   that is never sent, the one that is
/// @param claim what is known of a token's claim that does not fit, or of its key
public record NearMiss(Kind kind, String expected, Optional<Claim> claim) {

  /// A near miss that nothing more is known of.
  public NearMiss(Kind kind, String expected) {
    this(kind, expected, Optional.empty());
  }

  /// What the provider of a token is known for.
  ///
  /// @param parts which parts of the subject differ; empty when they are not known
  /// @param of what a claim other than the subject is about: "branch or tag"
  /// @param words how the claim differs, as a clause, where the table of providers says it
  /// @param advice whole sentences of that table
  /// @param setUp whether the workload is what has to change, and not the policy
  public record Claim(
      List<SubjectDifference.Part> parts,
      Optional<String> of,
      Optional<String> words,
      List<String> advice,
      boolean setUp) {
    public Claim {
      parts = List.copyOf(parts);
      advice = List.copyOf(advice);
    }
  }

  /// A near miss of a token, with what the table of providers says of the mistake, if it is one
  /// that is known.
  public static NearMiss of(
      Kind kind, String expected, List<SubjectDifference.Part> parts, Optional<Mistake> mistake) {
    return new NearMiss(
        mistake.flatMap(Mistake::kind).map(Kind::valueOf).orElse(kind),
        expected,
        Optional.of(
            new Claim(
                parts,
                Optional.empty(),
                mistake.flatMap(Mistake::words),
                mistake.flatMap(Mistake::say).stream().toList(),
                mistake.filter(Mistake::setUp).isPresent())));
  }

  /// Whether a condition key is wrong, and [#expected] the one that works.
  public boolean isKey() {
    return kind == Kind.WRONG_KEY
        || kind == Kind.NEVER_A_KEY
        || (kind == Kind.EKS_OTHER_CLUSTER && claim.isPresent());
  }

  /// Whether the workload is what has to change.
  public boolean isSetUp() {
    return claim.filter(Claim::setUp).isPresent();
  }

  /// The known ways to miss by little.
  public enum Kind {
    /// The trust policy names the role without its path.
    ARN_WITHOUT_PATH(Repair.REPLACE),
    /// The trust policy names the role with another path.
    ARN_OTHER_PATH(Repair.REPLACE),
    /// The trust policy names one session of the role, not this one.
    OTHER_SESSION(Repair.NONE),
    /// The trust policy names the ARN in another partition.
    OTHER_PARTITION(Repair.REPLACE),
    /// The trust policy names the Identity Center role as it was before it was provisioned again:
    /// the suffix differs.
    IDENTITY_CENTER_SUFFIX(Repair.REPLACE),
    /// Another principal of the same AWS service, or one that is often named in its place.
    SERVICE_OTHER_NAME(Repair.NONE),
    /// The service principal of one region, or of another region, or of all regions.
    SERVICE_OTHER_REGION(Repair.NONE),
    /// The service principal with the other suffix: `amazonaws.com` and `amazonaws.com.cn`.
    SERVICE_OTHER_SUFFIX(Repair.NONE),
    /// The name is the same but for letter case.
    LETTER_CASE(Repair.REPLACE),
    /// The name differs in a letter or two.
    SPELLING(Repair.ADD),
    /// A form of ARN that the service never sends as `aws:SourceArn`; what is expected is the form
    /// that it sends.
    SERVICE_ARN_NEVER_SENT(Repair.NONE),
    /// An identity provider that is named as if it were a service.
    PROVIDER_NAMED_AS_SERVICE(Repair.NONE),
    /// The same name in another account.
    OTHER_ACCOUNT(Repair.ADD),
    /// The unique id of a deleted principal of the caller's kind.
    DELETED_ID(Repair.REPLACE),
    /// A wildcard inside an ARN, which matches no principal in a principal element.
    WILDCARD_IN_PRINCIPAL(Repair.REPLACE),
    /// The trust policy names the issuer, or its address, in place of the provider's ARN.
    NOT_A_PROVIDER_ARN(Repair.REPLACE),
    /// The policy names a session of the role: sessions are not assumed, roles are.
    NAMES_SESSION(Repair.REPLACE),
    /// The policy names the account's root, which covers no role.
    NAMES_ACCOUNT(Repair.NONE),
    /// The policy has the name in an ARN that is not a role's, or not in an ARN at all.
    NOT_A_ROLE_ARN(Repair.REPLACE),
    /// A pattern with wildcards that does not reach this name.
    PATTERN_TOO_NARROW(Repair.NONE),
    /// `NotResource` leaves the role out.
    NOT_RESOURCE(Repair.NONE),
    /// Other roles, which do not resemble this one.
    OTHER_ROLE(Repair.NONE),
    /// The action is misspelled, or another call's.
    OTHER_ACTION(Repair.NONE),
    /// `NotAction` leaves the action out.
    NOT_ACTION(Repair.NONE),
    /// `iam:PassRole`, which hands a role to an AWS service and does not assume it.
    PASS_ROLE(Repair.NONE),
    /// A version of the managed policy that is not its default version would allow the call.
    INACTIVE_VERSION(Repair.NONE),
    /// GitHub sends owner and repository with their ids (`org@123/repo@456`) since 2026-07-15.
    GITHUB_IMMUTABLE_SUBJECT(Repair.NONE),
    /// The job runs in an environment: GitHub's subject then ends in `:environment:NAME`, not in a
    /// ref.
    GITHUB_ENVIRONMENT(Repair.NONE),
    /// The workflow runs for a pull request.
    GITHUB_PULL_REQUEST(Repair.NONE),
    /// Another branch or tag than the one trusted.
    GITHUB_REF(Repair.NONE),
    /// A `*` under `StringEquals`, where it is an ordinary character.
    WILDCARD_UNDER_STRING_EQUALS(Repair.NONE),
    /// Terraform's plan phase is trusted and its apply phase is not, or the other way round.
    TERRAFORM_RUN_PHASE(Repair.NONE),
    /// Another Terraform workspace or project.
    TERRAFORM_WORKSPACE(Repair.NONE),
    /// The pod runs in another Kubernetes namespace.
    EKS_NAMESPACE(Repair.NONE),
    /// The pod runs under another service account.
    EKS_SERVICE_ACCOUNT(Repair.NONE),
    /// The pod runs under the `default` service account: the annotated one is not set in the pod.
    EKS_DEFAULT_SERVICE_ACCOUNT(Repair.NONE),
    /// The token comes from another cluster's issuer.
    EKS_OTHER_CLUSTER(Repair.NONE),
    /// Another branch, tag or project path in GitLab.
    GITLAB_SUBJECT(Repair.NONE),
    /// Another part of the subject, or one that is missing or too much.
    SUBJECT_PART(Repair.NONE),
    /// A claim with a mistake that its provider is known for.
    CLAIM(Repair.NONE),
    /// A condition key that begins with another name than the token's provider has.
    WRONG_KEY(Repair.NONE),
    /// A claim that AWS never makes a condition key.
    NEVER_A_KEY(Repair.NONE),
    /// Another issuer of the same host or the same kind of provider.
    OTHER_ISSUER(Repair.NONE);

    private final Repair repair;

    Kind(Repair repair) {
      this.repair = repair;
    }

    /// What a fix makes of the entry.
    public Repair repair() {
      return repair;
    }

    /// This kind where it `fits`, else none.
    public Optional<Kind> when(boolean fits) {
      return Optional.of(this).filter(_ -> fits);
    }
  }

  /// What a fix makes of an entry that nearly fits.
  public enum Repair {
    /// The entry can match nothing that exists: the right one takes its place.
    REPLACE,
    /// The entry may be meant for something else: the right one stands beside it.
    ADD,
    /// The entry says nothing of what the right one would be, or another statement is needed.
    NONE
  }
}
