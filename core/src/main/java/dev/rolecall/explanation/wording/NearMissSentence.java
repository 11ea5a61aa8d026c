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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How something nearly fits, and what to do about that pattern.
public final class NearMissSentence {

  private static final String WITH_PATH =
      "A principal is named with its path: copy the ARN from `aws iam get-role --query Role.Arn`."
          + " A session ARN never contains the path.";

  /// What helps against a kind of near miss, where something more than the change itself does.
  private static final Map<NearMiss.Kind, String> ADVICE =
      Map.ofEntries(
          Map.entry(NearMiss.Kind.ARN_WITHOUT_PATH, WITH_PATH),
          Map.entry(NearMiss.Kind.ARN_OTHER_PATH, WITH_PATH),
          Map.entry(
              NearMiss.Kind.OTHER_SESSION,
              "Session names usually change with every run: trust the role's ARN. To limit the"
                  + " session, add a condition on `sts:RoleSessionName`."),
          Map.entry(
              NearMiss.Kind.OTHER_PARTITION,
              "Roles cannot be assumed across partitions (`aws`, `aws-cn`, `aws-us-gov`): each"
                  + " partition needs its own role or user."),
          Map.entry(
              NearMiss.Kind.IDENTITY_CENTER_SUFFIX,
              "The suffix changes again the next time. Trust the account, with an `ArnLike`"
                  + " condition on `aws:PrincipalArn` that has `*` instead of the suffix:"
                  + " `.../AWSReservedSSO_NAME_*`."),
          Map.entry(
              NearMiss.Kind.WILDCARD_IN_PRINCIPAL,
              "To trust several principals by pattern, trust their account and add an `ArnLike`"
                  + " condition on `aws:PrincipalArn`."),
          Map.entry(
              NearMiss.Kind.NOT_A_PROVIDER_ARN,
              "A provider is named by its ARN, which contains the issuer without `https://`: copy"
                  + " it from `aws iam list-open-id-connect-providers`."),
          Map.entry(
              NearMiss.Kind.DELETED_ID,
              "Re-creating a principal with the same name does not restore trust. An"
                  + " `aws:PrincipalArn` condition matches by name and survives re-creation - but"
                  + " anyone who can create that name in the account gets the trust."),
          Map.entry(
              NearMiss.Kind.WILDCARD_UNDER_STRING_EQUALS,
              "`StringLike` supports wildcards, but also admits everything else that the pattern"
                  + " covers. Use exact values where you can."),
          Map.entry(
              NearMiss.Kind.EKS_OTHER_CLUSTER,
              "The trust policy names a cluster by its issuer: `aws eks describe-cluster --name"
                  + " CLUSTER --query cluster.identity.oidc.issuer` prints it. EKS Pod Identity"
                  + " needs no issuer in the trust policy."),
          Map.entry(
              NearMiss.Kind.SERVICE_OTHER_REGION,
              "Some services call as `SERVICE.amazonaws.com`, some as"
                  + " `SERVICE.REGION.amazonaws.com`. Use the principal that the service's"
                  + " documentation shows for the region where the role is used."),
          Map.entry(
              NearMiss.Kind.SERVICE_OTHER_SUFFIX,
              "Most services call as `amazonaws.com` in China, too; a few call as"
                  + " `amazonaws.com.cn`. Use the principal that the record shows."));

  private NearMissSentence() {}

  /// The difference, as it follows the value that differs; empty where it says no more than that.
  static RichSentence afterValue(NearMiss near) {
    RichSentence difference = difference(near);
    String plain = difference.plain();
    if (difference.equals(difference(NearMiss.Kind.CLAIM))) {
      return RichSentence.NOTHING;
    }
    if (plain.startsWith("a different ") || plain.startsWith("in a different ")) {
      return say(", {}", difference);
    }
    return say(plain.startsWith("differs ") ? ", which {}" : ": {}", difference);
  }

  /// What the difference is, as a clause or a fragment.
  static RichSentence difference(NearMiss near) {
    if (near.kind() == NearMiss.Kind.NEVER_A_KEY) {
      return say(
          "AWS does not turn this claim into a condition key, so the key is never set, whatever the"
              + " token contains; use {} instead",
          near.expected());
    }
    if (near.isKey()) {
      return wrongKey(near);
    }
    return near.claim()
        .flatMap(NearMiss.Claim::words)
        .map(RichSentence::ticked)
        .or(
            () ->
                near.claim().flatMap(NearMiss.Claim::of).map(part -> words("a different " + part)))
        .or(() -> near.claim().flatMap(claim -> parts(claim.parts())))
        .orElseGet(() -> difference(near.kind()));
  }

  private static RichSentence wrongKey(NearMiss near) {
    RichSentence why =
        say(
            "a condition key begins with the provider name exactly as in the provider's ARN, so"
                + " this key is never set; use {} instead",
            near.expected());
    return near.claim()
        .flatMap(NearMiss.Claim::words)
        .map(words -> say("{}; {}", ticked(words), why))
        .orElse(why);
  }

  /// "a different repository, and the subject has no environment".
  private static Optional<RichSentence> parts(List<SubjectDifference.Part> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    boolean everyRun =
        parts.stream().allMatch(part -> part.segment().stability() == Stability.EVERY_RUN);
    if (everyRun) {
      return Optional.of(words("the " + called(parts, "", "the ") + " changes with every run"));
    }
    List<RichSentence> clauses = new ArrayList<>();
    add(clauses, parts, SubjectDifference.How.OTHER, "a different ", "a different ");
    add(clauses, parts, SubjectDifference.How.ONLY_WANTED, "the subject has no ", "no ");
    add(clauses, parts, SubjectDifference.How.ONLY_SENT, "the subject also contains the ", "the ");
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
          case OTHER_SESSION -> "a different session of the same role";
          case OTHER_PARTITION -> "in a different partition";
          case IDENTITY_CENTER_SUFFIX ->
              "the suffix changed when IAM Identity Center re-created the role";
          case SERVICE_OTHER_NAME -> "a different service principal";
          case SERVICE_OTHER_REGION -> "the region in the service principal differs";
          case SERVICE_OTHER_SUFFIX -> "the suffix of the service principal differs";
          case SERVICE_ARN_NEVER_SENT -> "the service never sends this form";
          case PROVIDER_NAMED_AS_SERVICE ->
              "an identity provider, which the trust policy names under `Service` instead of"
                  + " `Federated`";
          case LETTER_CASE -> "differs only in letter case";
          case SPELLING -> "differs by a letter or two";
          case OTHER_ACCOUNT -> "in a different account";
          case DELETED_ID -> "the ID of a deleted principal";
          case WILDCARD_IN_PRINCIPAL ->
              "a wildcard in an ARN matches nothing in a `Principal` element";
          case NOT_A_PROVIDER_ARN -> "not the provider's ARN";
          case NAMES_SESSION -> "a session of the role, not the role";
          case NAMES_ACCOUNT -> "the account, which covers none of its roles";
          case NOT_A_ROLE_ARN -> "not a role ARN";
          case PATTERN_TOO_NARROW -> "the pattern does not match this name";
          case NOT_RESOURCE -> "`NotResource` excludes the role";
          case OTHER_ROLE -> "a different role";
          case OTHER_ACTION -> "a different action";
          case NOT_ACTION -> "`NotAction` excludes the action";
          case PASS_ROLE -> "passes the role to an AWS service instead of assuming it";
          case INACTIVE_VERSION -> "not the default version";
          case WILDCARD_UNDER_STRING_EQUALS -> "`StringEquals` treats `*` as an ordinary character";
          case EKS_OTHER_CLUSTER -> "a different cluster";
          case OTHER_ISSUER -> "the host is the same, but what follows it differs";
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
              "a different subject";
          case CLAIM -> "a different value";
          case WRONG_KEY, NEVER_A_KEY -> "no token sets this key";
        });
  }

  /// What else helps against this pattern, beside the change itself.
  static List<RichSentence> advice(NearMiss near) {
    List<String> known = near.claim().map(NearMiss.Claim::advice).orElse(List.of());
    return known.isEmpty()
        ? advice(near.kind()).stream().toList()
        : known.stream().map(RichSentence::ticked).toList();
  }

  /// What helps against a kind of near miss.
  public static Optional<RichSentence> advice(NearMiss.Kind kind) {
    return Optional.ofNullable(ADVICE.get(kind)).map(RichSentence::ticked);
  }
}
