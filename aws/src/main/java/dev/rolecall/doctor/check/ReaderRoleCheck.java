package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import java.time.Duration;
import java.util.Optional;

/// Whether an account can be read.
///
/// @param subject the account
/// @param role name of the reader role; empty when none is configured
/// @param deploy the command that deploys it
record ReaderRoleCheck(
    CheckSubject subject, Viewpoint viewpoint, Optional<String> role, String deploy) {

  /// An authorization ID that no denial has.
  private static final String NO_ID = "0";

  CheckFinding finding() {
    return subject
        .reader()
        .entry(subject.where().account())
        .fold(
            access ->
                switch (access) {
                  case AwsAccess.Granted _ ->
                      role.map(this::inside).orElse(subject.ok(CheckWords.readable()));
                  case AwsAccess.Refused _ -> shut();
                },
            () ->
                subject.unknown(
                    CheckWords.insideAccounts(),
                    CheckWords.noSuchAccount(),
                    RepairCommands.LIST_ACCOUNTS),
            reply -> subject.unknown(CheckWords.insideAccounts(), reply));
  }

  private CheckFinding shut() {
    return switch (viewpoint) {
      case READER_ROLE ->
          role.map(this::missing)
              .orElse(
                  subject.unknown(
                      CheckWords.insideAccounts(),
                      CheckWords.noReaderConfigured(),
                      RepairCommands.CONFIGURE_READER));
      case OWN_PROFILES ->
          subject.unknown(
              CheckWords.insideAccounts(), CheckWords.noProfile(), CheckWords.addProfiles());
    };
  }

  /// A reader that was let in by the role knows that it is there.
  private CheckFinding inside(String name) {
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
            _ ->
                byRole
                    ? evaluations(name)
                    : subject.ok(CheckWords.exists(CheckWords.readerRole(name))),
            () -> missing(name),
            reply ->
                byRole && reply.failure() == Failure.NOT_ALLOWED
                    ? subject.wrong(Problem.READER_BLIND, CheckWords.readerCannotRead(name), deploy)
                    : subject.unknown(CheckWords.readerRole(name), reply));
  }

  /// Asks for an evaluation that is not there. IAM shows them in regions one after the other: only
  /// a denial says something of the role.
  private CheckFinding evaluations(String name) {
    boolean denied =
        subject
            .reader()
            .ask(
                subject.where().account(),
                "iam:GetRequestAuthorizationDetails",
                (clients, credentials) -> clients.authorizations(credentials, clients.region()),
                client -> client.evaluation(NO_ID, Duration.ZERO))
            .failed()
            .filter(reply -> reply.failure() == Failure.NOT_ALLOWED)
            .isPresent();
    return denied
        ? subject.wrong(
            Problem.READER_WITHOUT_EVALUATIONS, CheckWords.readerWithoutEvaluations(name), deploy)
        : subject.ok(CheckWords.readerReads(name));
  }

  private CheckFinding missing(String name) {
    return subject.wrong(Problem.READER_MISSING, CheckWords.readerMissing(name), deploy);
  }
}
