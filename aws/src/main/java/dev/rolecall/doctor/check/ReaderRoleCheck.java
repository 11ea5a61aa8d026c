package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import java.util.Optional;

/// Whether an account can be read.
///
/// @param open whether anything else in it can be looked at
record ReaderRoleCheck(AccountId account, boolean open, CheckFinding finding) {

  private static final String WHAT = "what is in accounts: reader role, forwarding, trails";

  /// @param role name of the reader role; empty when none is configured
  /// @param deploy the command that deploys it
  static ReaderRoleCheck of(
      CheckContext checkContext, AccountId account, Optional<String> role, String deploy) {
    Subject subject = new Subject(Area.ACCOUNTS, AwsLocation.of(account), checkContext.questions());
    return checkContext
        .questions()
        .entry(account)
        .fold(
            access ->
                switch (access) {
                  case AwsAccess.Granted _ ->
                      new ReaderRoleCheck(
                          account,
                          true,
                          role.map(name -> inside(checkContext, account, name, deploy, subject))
                              .orElse(subject.ok("accounts that can be read")));
                  case AwsAccess.Refused _ ->
                      new ReaderRoleCheck(
                          account, false, shut(checkContext.viewpoint(), role, deploy, subject));
                },
            () ->
                new ReaderRoleCheck(
                    account,
                    false,
                    subject.unknown(
                        WHAT, "there is no such account", "aws organizations list-accounts")),
            reply -> new ReaderRoleCheck(account, false, subject.unknown(WHAT, reply)));
  }

  private static CheckFinding shut(
      Viewpoint viewpoint, Optional<String> role, String deploy, Subject subject) {
    return switch (viewpoint) {
      case READER_ROLE ->
          role.map(name -> missing(name, deploy, subject))
              .orElse(
                  subject.unknown(
                      WHAT,
                      "no reader role is configured",
                      "set `reader` in cdk.json, then npx cdk deploy RolecallMonitor"));
      case OWN_PROFILES ->
          subject.unknown(
              WHAT, "no profile was given for them", "--profile with a profile for each");
    };
  }

  /// Who was let in by the role knows that it is there.
  private static CheckFinding inside(
      CheckContext checkContext, AccountId account, String role, String deploy, Subject subject) {
    String what = "reader role `" + role + "`";
    boolean byRole = checkContext.viewpoint() == Viewpoint.READER_ROLE;
    return checkContext
        .questions()
        .ask(
            account,
            "iam:GetRole",
            AwsClients::iam,
            client ->
                client.getRole(ask -> ask.roleName(role.substring(role.lastIndexOf('/') + 1))))
        .fold(
            _ -> subject.ok(what + (byRole ? " reads IAM" : " is there")),
            () -> missing(role, deploy, subject),
            reply ->
                byRole && reply.failure() == Failure.NOT_ALLOWED
                    ? subject.wrong(
                        Problem.READER_BLIND,
                        what + " may not read IAM (iam:GetRole is denied)",
                        deploy)
                    : subject.unknown(what, reply));
  }

  private static CheckFinding missing(String role, String deploy, Subject subject) {
    return subject.wrong(
        Problem.READER_MISSING,
        "reader role `" + role + "` is missing, or does not trust the monitor",
        deploy);
  }
}
