package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.denial.ServiceReport.OtherCause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.iam.evaluation.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What it means that a service, and not STS, says that a role could not be assumed, and what a
/// denied `AssumeRoot` means: other causes than the policies that were read.
public record ServiceReportSentence(Explanation explanation) {

  private Optional<ServiceReport> report() {
    return explanation.denial().report();
  }

  private boolean isRoot() {
    return explanation.denial().call() == AssumeCall.ASSUME_ROOT;
  }

  private boolean isOpen() {
    return explanation.diagnosis().cause().code() == CauseCode.UNDETERMINED;
  }

  /// Who reports the failure: the call to the service, its error code and who made the call; empty
  /// where none of that is known.
  public Optional<RichSentence> reportedBy() {
    return report()
        .map(
            report ->
                Stream.of(
                        report.operation().map(RichSentence::value),
                        Optional.of(explanation.denial().errorCode())
                            .filter(code -> !code.isEmpty())
                            .map(RichSentence::value),
                        report.requester().map(arn -> say("called by {}", arn)))
                    .flatMap(Optional::stream)
                    .toList())
        .filter(parts -> !parts.isEmpty())
        .map(parts -> RichSentence.join(parts, ", ", ", "));
  }

  /// What AWS's message says, as a clause.
  static RichSentence awsReason() {
    return words("AWS says that the service could not assume the role");
  }

  /// Why nothing was found, as a clause; empty where that is said in the usual words.
  Optional<RichSentence> clause() {
    if (isRoot()) {
      return Optional.of(
          words("AWS allows this call only under conditions that are not in the record"));
    }
    return report()
        .flatMap(
            report ->
                report.isAboutTrust()
                    ? Optional.of(
                            words(
                                "the trust policy allows the service now; the service reports other"
                                    + " causes with the same message"))
                        .filter(_ -> trustAllows())
                    : Optional.of(
                        words(
                            "the message is not about a trust policy: API Gateway has no CloudWatch"
                                + " Logs role in this account and Region")));
  }

  private boolean trustAllows() {
    return explanation.diagnosis().decision(PolicyType.TRUST_POLICY) == Decision.ALLOW;
  }

  /// What to do where nothing was found; empty where that is said in the usual words.
  Optional<RichSentence> action() {
    if (isRoot()) {
      return Optional.of(
          say(
              "Check that centralized root access is enabled ({}), that the caller is in the"
                  + " management account or in the account that is the delegated administrator for"
                  + " IAM, and that its identity-based policies allow {}.",
              "aws iam list-organizations-features",
              "sts:AssumeRoot"));
    }
    return report()
        .flatMap(
            report ->
                report.isAboutTrust()
                    ? Optional.of(tryAgain(report)).filter(_ -> trustAllows())
                    : Optional.of(
                        say(
                            "Set the role in the account settings of API Gateway: {}.",
                            "aws apigateway update-account --patch-operations"
                                + " op=replace,path=/cloudwatchRoleArn,value=ROLE_ARN")));
  }

  private RichSentence tryAgain(ServiceReport report) {
    return RichSentence.join(
        Stream.concat(
                Stream.of(
                    words(
                        "If the role or its trust policy was changed within the last minute, try"
                            + " again.")),
                others(report).stream())
            .toList(),
        " ",
        " ");
  }

  /// The other causes, each a sentence.
  public List<RichSentence> advice() {
    List<RichSentence> advice = new ArrayList<>();
    if (isRoot()) {
      root(advice);
    }
    boolean certain = explanation.diagnosis().confidence() == Confidence.CERTAIN;
    report()
        .filter(report -> report.isAboutTrust() && !certain)
        .ifPresent(report -> others(report, advice));
    return advice;
  }

  private static void root(List<RichSentence> advice) {
    advice.add(
        ticked(
            "`sts:AssumeRoot` has no trust policy. It works only from a regional STS endpoint, only"
                + " for a member account, not for the management account, and only with one of the"
                + " AWS managed policies in the path `root-task/`."));
    advice.add(
        ticked(
            "SCPs apply to the caller's account. `aws organizations list-delegated-administrators"
                + " --service-principal iam.amazonaws.com` lists the delegated administrators."));
  }

  private void others(ServiceReport report, List<RichSentence> advice) {
    if (!isOpen() || !trustAllows()) {
      advice.addAll(others(report));
    }
    if (report.inferred()) {
      advice.add(
          say(
              "The message does not name the service principal. Rolecall takes it to be {}.",
              new EntityNames(explanation).callerId()));
    }
  }

  private List<RichSentence> others(ServiceReport report) {
    List<RichSentence> others = new ArrayList<>();
    otherAccount(others);
    report.others().stream()
        .sorted()
        .flatMap(cause -> other(cause, report).stream())
        .forEach(others::add);
    return others;
  }

  /// Services take roles of the account that they work in.
  private void otherAccount(List<RichSentence> advice) {
    Optional<AccountId> owner = explanation.denial().target().arn().map(RoleArn::account);
    Optional<AccountId> own = explanation.denial().recordedIn();
    if (owner.isPresent() && own.isPresent() && !owner.equals(own)) {
      advice.add(
          words(
              "The role is in account "
                  + owner.get()
                  + ", and the service was called in account "
                  + own.get()
                  + ". Most services assume only roles in the account that they were called in."));
    }
  }

  private Optional<RichSentence> other(OtherCause cause, ServiceReport report) {
    return switch (cause) {
      case PASS_ROLE ->
          Optional.of(
              say(
                  "The service gives the same message if {} lacks {} on the role, with {} as"
                      + " {}.",
                  report
                      .requester()
                      .<Object>map(arn -> arn)
                      .orElse(words("the user or role that called the service")),
                  "iam:PassRole",
                  new EntityNames(explanation).callerId(),
                  "iam:PassedToService"));
      case ROLE_PERMISSIONS ->
          Optional.of(
              words(
                  "The service gives the same message if the role's own policies lack permissions"
                      + " that the service needs."));
      case STS_REGION ->
          Optional.of(
              words(
                  "The service gives the same message if STS is deactivated in the Region (IAM"
                      + " console, Account settings)."));
      case ROLE_ARN ->
          Optional.of(
              words(
                  "The service gives the same message if no such role exists: compare the whole"
                      + " ARN, with its path."));
      case POOL_ROLES ->
          Optional.of(
              say(
                  "Check which role the identity pool assigns: {}. Its role mappings may assign"
                      + " another one.",
                  "aws cognito-identity get-identity-pool-roles --identity-pool-id POOL_ID"));
      case PROFILE ->
          Optional.of(
              words(
                  "IAM Roles Anywhere also needs the role in the profile, and maps certificate"
                      + " fields to session tags that the trust policy can require."));
      case NO_ROLE_SET -> Optional.empty();
    };
  }
}
