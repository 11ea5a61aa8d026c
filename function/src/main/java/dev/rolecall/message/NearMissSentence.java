package dev.rolecall.message;

import dev.rolecall.diagnosis.NearMiss;
import java.util.Optional;

/// How something misses by little, and what to do about that very pattern.
final class NearMissSentence {

  private NearMissSentence() {}

  /// What the difference is, as a clause.
  static Prose difference(NearMiss.Kind kind) {
    return Prose.ticked(
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
          case NAMES_SESSION -> "that is a session of the role, and a role is assumed by its own ARN";
          case NAMES_ACCOUNT -> "that is the account, which covers none of its roles";
          case NOT_A_ROLE_ARN -> "that is not the ARN of a role";
          case PATTERN_TOO_NARROW -> "the pattern does not match this name";
          case NOT_RESOURCE -> "`NotResource` excludes the role";
          case OTHER_ROLE -> "that is a different role";
          case OTHER_ACTION -> "that is a different action";
          case NOT_ACTION -> "`NotAction` excludes the action";
          case PASS_ROLE -> "that hands the role to an AWS service and does not assume it";
          case INACTIVE_VERSION -> "that version is not the default version";
          case GITHUB_IMMUTABLE_SUBJECT ->
              "GitHub now sends owner and repository with their ids (`@` and digits)";
          case GITHUB_ENVIRONMENT ->
              "the job runs in an environment, and GitHub then sends that in place of the ref";
          case GITHUB_PULL_REQUEST -> "the workflow runs for a pull request";
          case GITHUB_REF -> "that is another branch or tag";
          case WILDCARD_UNDER_STRING_EQUALS ->
              "under `StringEquals` a `*` is an ordinary character";
          case TERRAFORM_RUN_PHASE -> "one run phase is trusted, and this is the other";
          case TERRAFORM_WORKSPACE -> "that is another project or workspace";
          case EKS_NAMESPACE -> "that is another Kubernetes namespace";
          case EKS_SERVICE_ACCOUNT -> "that is another service account";
          case EKS_DEFAULT_SERVICE_ACCOUNT ->
              "the pod runs under the `default` service account: its own is not set in the pod";
          case EKS_OTHER_CLUSTER -> "that is another cluster";
          case GITLAB_SUBJECT -> "that is another project, branch or tag";
        });
  }

  /// What else helps against this pattern, beside the change itself.
  static Optional<Prose> advice(NearMiss.Kind kind) {
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
      case DELETED_ID ->
          advice(
              "Creating a principal anew under the same name does not restore trust. A condition on"
                  + " `aws:PrincipalArn` goes by name and outlives that; everybody who can create"
                  + " that name in the account then has the trust.");
      case GITHUB_IMMUTABLE_SUBJECT ->
          advice(
              "Repositories created or renamed since 2026-07-15 send this form: trust policies"
                  + " written for the old one have to name it too.");
      case GITHUB_ENVIRONMENT ->
          advice(
              "Trusting `:environment:NAME` hands the decision to the environment's protection"
                  + " rules on GitHub: see who may deploy to it before you trust it.");
      case GITHUB_PULL_REQUEST ->
          advice(
              "Everybody who can open a pull request can change what such a workflow runs. Do"
                  + " not trust `:pull_request` for a role that can write; use a read-only role, or"
                  + " run the job after the merge.");
      case GITHUB_REF ->
          advice(
              "If many branches need the role, a GitHub environment is narrower than a wildcard"
                  + " on refs.");
      case WILDCARD_UNDER_STRING_EQUALS ->
          advice(
              "`StringLike` knows wildcards; it would also admit everything else that the pattern"
                  + " covers. Prefer exact values where you can.");
      case TERRAFORM_RUN_PHASE ->
          advice(
              "Two roles, one to plan with read access and one to apply, keep a plan from changing"
                  + " anything: set `TFC_AWS_PLAN_ROLE_ARN` and `TFC_AWS_APPLY_ROLE_ARN`.");
      case TERRAFORM_WORKSPACE ->
          advice("Check which role the workspace is configured with: `TFC_AWS_RUN_ROLE_ARN`.");
      case EKS_NAMESPACE, EKS_SERVICE_ACCOUNT ->
          advice(
              "Check the pod's `serviceAccountName` and namespace against the role's trust:"
                  + " `kubectl get pod POD -n NAMESPACE -o"
                  + " jsonpath='{.spec.serviceAccountName}'`.");
      case EKS_DEFAULT_SERVICE_ACCOUNT ->
          advice(
              "Set `serviceAccountName` in the pod's specification. Do not trust `default`: every"
                  + " pod of the namespace that names no service account runs under it.");
      case EKS_OTHER_CLUSTER ->
          advice(
              "A role trusts a cluster by its issuer: `aws eks describe-cluster --name CLUSTER"
                  + " --query cluster.identity.oidc.issuer`. EKS Pod Identity needs no issuer in"
                  + " the trust policy.");
      case GITLAB_SUBJECT ->
          advice(
              "GitLab's subject is `project_path:GROUP/PROJECT:ref_type:TYPE:ref:NAME`; a project"
                  + " that was moved or renamed sends its new path.");
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
          INACTIVE_VERSION ->
          Optional.empty();
    };
  }

  private static Optional<Prose> advice(String text) {
    return Optional.of(Prose.ticked(text));
  }
}
