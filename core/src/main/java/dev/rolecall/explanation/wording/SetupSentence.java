package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.util.Optional;

/// What to change in the caller's set-up.
public record SetupSentence(Explanation explanation) {

  /// Whole sentences; empty when the set-up is not in question.
  public Optional<RichSentence> sentence() {
    return explanation
        .setup()
        .map(
            setup ->
                switch (setup) {
                  case CallerSetup.FallbackIdentity(var meant) -> fallback(meant);
                  case CallerSetup.AlreadyTheRole _ -> already();
                  case CallerSetup.ChainCutShort(RoleArn through) ->
                      say(
                          "Assume {} first, then this role with its credentials: this role trusts"
                              + " {}, and that role trusts this caller. In AWS profiles, make the"
                              + " first role's profile the `source_profile` of the second.",
                          through.name(),
                          through);
                  case CallerSetup.OtherAccount(RoleArn meant) ->
                      say(
                          "First check the account ID in the role ARN: {} has the same name and"
                              + " trusts this caller.",
                          meant);
                  case CallerSetup.Placeholder(String text) ->
                      say(
                          "Set the role ARN in the caller's configuration: it contains the"
                              + " placeholder {}, as when a variable, output or secret is empty.",
                          text);
                });
  }

  private RichSentence already() {
    return say(
        "Use the credentials that the session has, and remove the second AssumeRole call: the"
            + " session is already one of {}. In Terraform or Terragrunt, remove `assume_role` or"
            + " `iam_role` for this role; in kubeconfig, `--role-arn`; in an IAM Identity Center"
            + " profile, `role_arn`.{}",
        explanation.suggestions().stream()
            .findFirst()
            .map(meant -> say("role {}", meant.role().name()))
            .orElseGet(() -> new EntityNames(explanation).role()),
        words(
            explanation.fixes().isEmpty()
                ? ""
                : " Make the change below only if the role must be able to assume itself."));
  }

  private RichSentence fallback(CallerSetup.Workload meant) {
    return say(
        "Fix the workload's credentials: the call came with those of the machine ({}), but the role"
            + " is meant for {}. {}{}",
        new EntityNames(explanation).caller(),
        words(
            switch (meant) {
              case SERVICE_ACCOUNT, POD_IDENTITY -> "a Kubernetes service account";
              case ECS_TASK -> "an ECS task";
              case LAMBDA_FUNCTION -> "a Lambda function";
            }),
        steps(meant),
        words(
            " Do not add the machine's role to the trust policy: everything else that runs on the"
                + " machine could then assume the role, too."));
  }

  private RichSentence steps(CallerSetup.Workload meant) {
    String role = explanation.denial().target().arn().map(RoleArn::toString).orElse("ROLE_ARN");
    return switch (meant) {
      case SERVICE_ACCOUNT ->
          say(
              "Annotate the service account with {}, set the pod's `serviceAccountName` to it,"
                  + " restart the pod, and check that the process can read the file in"
                  + " `AWS_WEB_IDENTITY_TOKEN_FILE`.",
              "eks.amazonaws.com/role-arn: " + role);
      case POD_IDENTITY ->
          say(
              "Associate the service account with the role (`aws eks"
                  + " create-pod-identity-association`), set the pod's `serviceAccountName` to it,"
                  + " restart the pod, and check that the EKS Pod Identity Agent runs on the"
                  + " node.");
      case ECS_TASK ->
          say(
              "Set the role as `taskRoleArn` in the task definition. ECS then gives the task its"
                  + " credentials; no AssumeRole call is needed.");
      case LAMBDA_FUNCTION ->
          words(
              "Set the role as the function's execution role. Lambda then gives the function its"
                  + " credentials; no AssumeRole call is needed.");
    };
  }
}
