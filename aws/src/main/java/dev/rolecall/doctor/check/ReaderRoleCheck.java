package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Whether an account can be read.
///
/// @param open whether anything else in it can be looked at
record ReaderRoleCheck(AccountId account, boolean open, CheckFinding finding) {

  private static final String WHAT = "what is in accounts: reader role, forwarding, trails";

  /// @param role name of the reader role; empty when none is configured
  /// @param deploy the command that deploys it
  static ReaderRoleCheck of(
      CheckContext checkContext, AccountId account, Optional<String> role, String deploy) {
    AwsLocation where = AwsLocation.of(account);
    return switch (checkContext.questions().entry(account)) {
      case DoctorResult.Got<AwsCredentialsProvider> _ ->
          new ReaderRoleCheck(
              account,
              true,
              role.map(name -> inside(checkContext, account, name, deploy))
                  .orElse(
                      new CheckFinding.Ok(
                          Area.ACCOUNTS, "accounts that can be read", List.of(where))));
      case DoctorResult.None<AwsCredentialsProvider> _ ->
          new ReaderRoleCheck(
              account,
              false,
              unknown(where, "there is no such account", "aws organizations list-accounts"));
      case DoctorResult.Unheard<AwsCredentialsProvider> silence ->
          new ReaderRoleCheck(account, false, shut(checkContext, role, where, deploy, silence));
    };
  }

  private static CheckFinding shut(
      CheckContext checkContext,
      Optional<String> role,
      AwsLocation where,
      String deploy,
      DoctorResult.Unheard<?> silence) {
    if (silence.kind() != DoctorResult.Kind.SHUT) {
      return silence.about(Area.ACCOUNTS, WHAT, where);
    }
    return switch (checkContext.viewpoint()) {
      case READER_ROLE ->
          role.map(name -> missing(name, where, deploy))
              .orElse(
                  unknown(
                      where,
                      "no reader role is configured",
                      "set `reader` in cdk.json, then npx cdk deploy RolecallMonitor"));
      case OWN_PROFILES ->
          unknown(where, "no profile was given for them", "--profile with a profile for each");
    };
  }

  private static CheckFinding unknown(AwsLocation where, String why, String learnBy) {
    return new CheckFinding.Unknown(Area.ACCOUNTS, WHAT, why, learnBy, List.of(where));
  }

  /// Who was let in by the role knows that it is there.
  private static CheckFinding inside(
      CheckContext checkContext, AccountId account, String role, String deploy) {
    AwsLocation where = AwsLocation.of(account);
    String name = role.substring(role.lastIndexOf('/') + 1);
    boolean byRole = checkContext.viewpoint() == Viewpoint.READER_ROLE;
    DoctorResult<Boolean> read =
        checkContext
            .questions()
            .ask(
                account,
                "iam:GetRole",
                (clients, credentials) -> clients.iam(credentials),
                client -> client.getRole(ask -> ask.roleName(name)).role() != null);
    return read.finding(
        _ ->
            new CheckFinding.Ok(
                Area.ACCOUNTS,
                byRole
                    ? "reader role `" + role + "` reads IAM"
                    : "reader role `" + role + "` is there",
                List.of(where)),
        _ -> missing(role, where, deploy),
        silence ->
            byRole && silence.kind() == DoctorResult.Kind.NOT_ALLOWED
                ? new CheckFinding.Wrong(
                    Area.ACCOUNTS,
                    Problem.READER_BLIND,
                    "reader role `" + role + "` may not read IAM (iam:GetRole is denied)",
                    List.of(where),
                    deploy)
                : silence.about(Area.ACCOUNTS, "reader role `" + role + "`", where));
  }

  private static CheckFinding missing(String role, AwsLocation where, String deploy) {
    return new CheckFinding.Wrong(
        Area.ACCOUNTS,
        Problem.READER_MISSING,
        "reader role `" + role + "` is missing, or does not trust the monitor",
        List.of(where),
        deploy);
  }
}
