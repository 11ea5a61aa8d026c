package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.provider.Stability;
import dev.rolecall.provider.SubjectDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How something misses by little, and what to do about that very pattern.
public final class NearMissSentence {

  private NearMissSentence() {}

  /// What the difference is, as a clause.
  static RichSentence difference(NearMiss near) {
    if (near.kind() == NearMiss.Kind.NEVER_A_KEY) {
      return say(
          "AWS does not make a condition key of this claim, so it is never there, whatever the"
              + " token holds; {} can be matched in its place",
          near.expected());
    }
    if (near.isKey()) {
      return wrongKey(near);
    }
    return near.claim()
        .flatMap(NearMiss.Claim::words)
        .map(RichSentence::ticked)
        .or(() -> near.claim().flatMap(claim -> parts(claim.parts())))
        .orElseGet(() -> difference(near.kind()));
  }

  private static RichSentence wrongKey(NearMiss near) {
    RichSentence why =
        say(
            "a condition key begins with the name of the token's provider, exactly as in its ARN,"
                + " so this key is never there and {} is the one that works",
            near.expected());
    return near.claim()
        .flatMap(NearMiss.Claim::words)
        .map(words -> ticked(words).then("; ").then(why))
        .orElse(why);
  }

  /// "that is another repository, and the subject has no environment".
  private static Optional<RichSentence> parts(List<SubjectDifference.Part> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    boolean everyRun =
        parts.stream().allMatch(part -> part.segment().stability() == Stability.EVERY_RUN);
    if (everyRun) {
      return Optional.of(words("the " + called(parts, "", "the ") + " is new in every run"));
    }
    List<RichSentence> clauses = new ArrayList<>();
    add(clauses, parts, SubjectDifference.How.OTHER, "that is another ", "another ");
    add(clauses, parts, SubjectDifference.How.ONLY_WANTED, "the subject has no ", "no ");
    add(
        clauses,
        parts,
        SubjectDifference.How.ONLY_SENT,
        clauses.isEmpty() ? "the subject has a part for the " : "it has one for the ",
        "the ");
    return Optional.of(RichSentence.join(clauses, ", ", ", and "));
  }

  private static void add(
      List<RichSentence> clauses,
      List<SubjectDifference.Part> parts,
      SubjectDifference.How how,
      String before,
      String again) {
    List<SubjectDifference.Part> these = parts.stream().filter(part -> part.how() == how).toList();
    if (!these.isEmpty()) {
      clauses.add(words(called(these, before, again)));
    }
  }

  private static String called(List<SubjectDifference.Part> parts, String before, String again) {
    return before
        + parts.stream()
            .map(part -> part.segment().called())
            .distinct()
            .collect(Collectors.joining(" and " + again));
  }

  /// What the difference is when nothing but its kind is known.
  public static RichSentence difference(NearMiss.Kind kind) {
    return ticked(
        switch (kind) {
          case ARN_WITHOUT_PATH -> "the path is missing";
          case ARN_OTHER_PATH -> "the path differs";
          case OTHER_SESSION -> "that is another session of the same role";
          case OTHER_PARTITION -> "that is another partition";
          case IDENTITY_CENTER_SUFFIX ->
              "the suffix changed when IAM Identity Center provisioned the role anew";
          case SERVICE_OTHER_NAME -> "that is another service principal";
          case SERVICE_OTHER_REGION ->
              "a service principal of one region does not stand for another region";
          case SERVICE_OTHER_SUFFIX -> "the suffix of the service principal differs";
          case LETTER_CASE -> "only upper and lower case differ";
          case SPELLING -> "the spelling differs by a letter or two";
          case OTHER_ACCOUNT -> "that is another account";
          case DELETED_ID -> "that is the id of a deleted principal";
          case WILDCARD_IN_PRINCIPAL ->
              "a wildcard inside an ARN matches nobody in a `Principal` element";
          case NOT_A_PROVIDER_ARN -> "that is not the ARN of the provider";
          case NAMES_SESSION ->
              "that is a session of the role, and a role is assumed by its own ARN";
          case NAMES_ACCOUNT -> "that is the account, which covers none of its roles";
          case NOT_A_ROLE_ARN -> "that is not the ARN of a role";
          case PATTERN_TOO_NARROW -> "the pattern does not match this name";
          case NOT_RESOURCE -> "`NotResource` excludes the role";
          case OTHER_ROLE -> "that is a different role";
          case OTHER_ACTION -> "that is a different action";
          case NOT_ACTION -> "`NotAction` excludes the action";
          case PASS_ROLE -> "that hands the role to an AWS service and does not assume it";
          case INACTIVE_VERSION -> "that version is not the default version";
          case WILDCARD_UNDER_STRING_EQUALS ->
              "under `StringEquals` a `*` is an ordinary character";
          case EKS_OTHER_CLUSTER -> "that is another cluster";
          case OTHER_ISSUER -> "the host is the same, and what follows it differs";
          case GITHUB_IMMUTABLE_SUBJECT,
              GITHUB_ENVIRONMENT,
              GITHUB_PULL_REQUEST,
              GITHUB_REF,
              TERRAFORM_RUN_PHASE,
              TERRAFORM_WORKSPACE,
              EKS_NAMESPACE,
              EKS_SERVICE_ACCOUNT,
              EKS_DEFAULT_SERVICE_ACCOUNT,
              GITLAB_SUBJECT,
              SUBJECT_PART ->
              "that is another subject";
          case CLAIM -> "that is another value";
          case WRONG_KEY, NEVER_A_KEY -> "no token can have this key";
        });
  }

  /// What else helps against this pattern, beside the change itself.
  static List<RichSentence> advice(NearMiss near) {
    List<RichSentence> advice = new ArrayList<>();
    near.claim().ifPresent(claim -> claim.advice().forEach(text -> advice.add(ticked(text))));
    if (advice.isEmpty()) {
      advice(near.kind()).ifPresent(advice::add);
    }
    return advice;
  }

  /// What helps against a kind of near miss.
  public static Optional<RichSentence> advice(NearMiss.Kind kind) {
    return switch (kind) {
      case ARN_WITHOUT_PATH, ARN_OTHER_PATH ->
          advice(
              "A principal is named with its path: take the ARN from `aws iam get-role --query"
                  + " Role.Arn`. The session's ARN never holds the path.");
      case OTHER_SESSION ->
          advice(
              "Session names change with each run as a rule: trust the role's ARN, and limit"
                  + " the session by a condition on `sts:RoleSessionName` if you have to.");
      case OTHER_PARTITION ->
          advice(
              "No role can be assumed across partitions (`aws`, `aws-cn`, `aws-us-gov`): each"
                  + " needs a role or user of its own.");
      case IDENTITY_CENTER_SUFFIX ->
          advice(
              "The suffix changes again the next time. Trust the account, with an `ArnLike`"
                  + " condition on `aws:PrincipalArn` that has `*` in place of the suffix:"
                  + " `.../AWSReservedSSO_NAME_*`.");
      case WILDCARD_IN_PRINCIPAL ->
          advice(
              "To trust several principals by pattern, trust their account and add an `ArnLike`"
                  + " condition on `aws:PrincipalArn`.");
      case NOT_A_PROVIDER_ARN ->
          advice(
              "A provider is named by its ARN, which has the issuer without `https://`: take it"
                  + " from `aws iam list-open-id-connect-providers`.");
      case DELETED_ID ->
          advice(
              "Creating a principal anew under the same name does not restore trust. A condition on"
                  + " `aws:PrincipalArn` goes by name and outlives that; everybody who can create"
                  + " that name in the account then has the trust.");
      case WILDCARD_UNDER_STRING_EQUALS ->
          advice(
              "`StringLike` knows wildcards; it would also admit everything else that the pattern"
                  + " covers. Prefer exact values where you can.");
      case EKS_OTHER_CLUSTER ->
          advice(
              "A role trusts a cluster by its issuer: `aws eks describe-cluster --name CLUSTER"
                  + " --query cluster.identity.oidc.issuer`. EKS Pod Identity needs no issuer in"
                  + " the trust policy.");
      case SERVICE_OTHER_NAME -> Optional.empty();
      case SERVICE_OTHER_REGION ->
          advice(
              "Some services call as `SERVICE.amazonaws.com`, some as"
                  + " `SERVICE.REGION.amazonaws.com`. Name the principal that the service's own"
                  + " documentation shows for the region that the role is used in.");
      case SERVICE_OTHER_SUFFIX ->
          advice(
              "Most services call as `amazonaws.com` in China, too; a few call as"
                  + " `amazonaws.com.cn`. Name the principal that the record shows.");
      case LETTER_CASE,
          SPELLING,
          OTHER_ACCOUNT,
          NOT_A_ROLE_ARN,
          PATTERN_TOO_NARROW,
          OTHER_ROLE,
          OTHER_ACTION,
          NAMES_SESSION,
          NAMES_ACCOUNT,
          NOT_RESOURCE,
          NOT_ACTION,
          PASS_ROLE,
          INACTIVE_VERSION,
          GITHUB_IMMUTABLE_SUBJECT,
          GITHUB_ENVIRONMENT,
          GITHUB_PULL_REQUEST,
          GITHUB_REF,
          TERRAFORM_RUN_PHASE,
          TERRAFORM_WORKSPACE,
          EKS_NAMESPACE,
          EKS_SERVICE_ACCOUNT,
          EKS_DEFAULT_SERVICE_ACCOUNT,
          GITLAB_SUBJECT,
          SUBJECT_PART,
          CLAIM,
          WRONG_KEY,
          NEVER_A_KEY,
          OTHER_ISSUER ->
          Optional.empty();
    };
  }

  private static Optional<RichSentence> advice(String text) {
    return Optional.of(ticked(text));
  }
}
