package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.EntityNames;
import java.util.Optional;

/// What is wrong with how the caller is set up, and how to set it right.
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
                          "A step is missing: the role trusts {}, and that role trusts this caller."
                              + " Assume {} first, and this role with the credentials that gives"
                              + " (in an AWS profile: source_profile).",
                          through,
                          through.name());
                  case CallerSetup.OtherAccount(RoleArn meant) ->
                      say(
                          "Check the account in the role's ARN first: {} has the same name, and it"
                              + " trusts this caller.",
                          meant);
                  case CallerSetup.Placeholder(String text) ->
                      say(
                          "The role's ARN holds the placeholder {}: set the role in the caller's"
                              + " configuration. A variable, output or secret that is empty gives"
                              + " such an ARN.",
                          text);
                });
  }

  private RichSentence already() {
    RichSentence first =
        say(
            "The session already is one of {}: drop the second assume, and use the credentials"
                + " that are there. (Terraform or Terragrunt: no assume_role or iam_role for this"
                + " role; kubeconfig: no --role-arn; AWS profiles: no role_arn on top of an IAM"
                + " Identity Center profile.)",
            explanation.suggestions().stream()
                .findFirst()
                .map(meant -> say("role {}", meant.role().name()))
                .orElseGet(() -> new EntityNames(explanation).role()));
    return explanation.fixes().isEmpty()
        ? first
        : first.then(" Only if the role must be able to assume itself, make the change below.");
  }

  private RichSentence fallback(CallerSetup.Workload meant) {
    return say(
            "The call came with the credentials of the machine ({}), and the role is meant for {}:"
                + " ",
            new EntityNames(explanation).caller(),
            words(
                switch (meant) {
                  case SERVICE_ACCOUNT, POD_IDENTITY -> "a Kubernetes service account";
                  case ECS_TASK -> "an ECS task";
                  case LAMBDA_FUNCTION -> "a Lambda function";
                }))
        .then(cure(meant))
        .then(
            " Do not trust the role of the machine: everything else that runs there would get in,"
                + " too.");
  }

  private RichSentence cure(CallerSetup.Workload meant) {
    String role = explanation.denial().target().arn().map(RoleArn::toString).orElse("ROLE_ARN");
    return switch (meant) {
      case SERVICE_ACCOUNT ->
          say(
              "the pod does not use its service account's token. Annotate the service account with"
                  + " {}, name it in the pod's `serviceAccountName`, restart the pod, and check"
                  + " that the process can read the file that `AWS_WEB_IDENTITY_TOKEN_FILE` names.",
              "eks.amazonaws.com/role-arn: " + role);
      case POD_IDENTITY ->
          say(
              "the pod does not use EKS Pod Identity. Associate its service account with the"
                  + " role (`aws eks create-pod-identity-association`), name it in the pod's"
                  + " `serviceAccountName`, restart the pod, and check that the EKS Pod Identity"
                  + " Agent runs on the node.");
      case ECS_TASK ->
          say(
              "set it as `taskRoleArn` in the task definition; ECS then gives the task its"
                  + " credentials, and no call to AssumeRole is needed.");
      case LAMBDA_FUNCTION ->
          words(
              "set it as the function's execution role; Lambda then gives the function its"
                  + " credentials, and no call to AssumeRole is needed.");
    };
  }
}
