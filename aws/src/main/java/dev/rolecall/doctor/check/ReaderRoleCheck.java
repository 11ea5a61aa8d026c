package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import java.util.Optional;

/// Whether an account can be read.
///
/// @param subject the account
/// @param role name of the reader role; empty when none is configured
/// @param deploy the command that deploys it
record ReaderRoleCheck(
    CheckSubject subject, Viewpoint viewpoint, Optional<String> role, String deploy) {

  private static final String WHAT = "what is in accounts: reader role, forwarding, trails";

  CheckFinding finding() {
    return subject
        .reader()
        .entry(subject.where().account())
        .fold(
            access ->
                switch (access) {
                  case AwsAccess.Granted _ ->
                      role.map(this::inside).orElse(subject.ok("accounts that can be read"));
                  case AwsAccess.Refused _ -> shut();
                },
            () ->
                subject.unknown(
                    WHAT, "there is no such account", "aws organizations list-accounts"),
            reply -> subject.unknown(WHAT, reply));
  }

  private CheckFinding shut() {
    return switch (viewpoint) {
      case READER_ROLE ->
          role.map(this::missing)
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

  /// A reader that was let in by the role knows that it is there.
  private CheckFinding inside(String name) {
    String what = "reader role `" + name + "`";
    boolean byRole = viewpoint == Viewpoint.READER_ROLE;
    return subject
        .reader()
        .ask(
            subject.where().account(),
            "iam:GetRole",
            AwsClients::iam,
            client ->
                client.getRole(ask -> ask.roleName(name.substring(name.lastIndexOf('/') + 1))))
        .fold(
            _ -> subject.ok(what + (byRole ? " reads IAM" : " is there")),
            () -> missing(name),
            reply ->
                byRole && reply.failure() == Failure.NOT_ALLOWED
                    ? subject.wrong(
                        Problem.READER_BLIND,
                        what + " may not read IAM (iam:GetRole is denied)",
                        deploy)
                    : subject.unknown(what, reply));
  }

  private CheckFinding missing(String name) {
    return subject.wrong(
        Problem.READER_MISSING,
        "reader role `" + name + "` is missing, or does not trust the monitor",
        deploy);
  }
}
