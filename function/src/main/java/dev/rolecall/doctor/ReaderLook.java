package dev.rolecall.doctor;

import dev.rolecall.denial.AccountId;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Whether an account can be read.
///
/// @param open whether anything else in it can be looked at
record ReaderLook(AccountId account, boolean open, Finding finding) {

  private static final String WHAT = "what is in accounts: reader role, forwarding, trails";

  /// @param role name of the reader role; empty when none is configured
  /// @param deploy the command that deploys it
  static ReaderLook of(Visit visit, AccountId account, Optional<String> role, String deploy) {
    Place where = Place.of(account);
    return switch (visit.questions().entry(account)) {
      case Reply.Got<AwsCredentialsProvider> _ ->
          new ReaderLook(
              account,
              true,
              role.map(name -> inside(visit, account, name, deploy))
                  .orElse(
                      new Finding.Ok(Area.ACCOUNTS, "accounts that can be read", List.of(where))));
      case Reply.None<AwsCredentialsProvider> _ ->
          new ReaderLook(
              account,
              false,
              unknown(where, "there is no such account", "aws organizations list-accounts"));
      case Reply.Unheard<AwsCredentialsProvider> silence ->
          new ReaderLook(account, false, shut(visit, role, where, deploy, silence));
    };
  }

  private static Finding shut(
      Visit visit, Optional<String> role, Place where, String deploy, Reply.Unheard<?> silence) {
    if (silence.kind() != Reply.Kind.SHUT) {
      return silence.about(Area.ACCOUNTS, WHAT, where);
    }
    return switch (visit.viewpoint()) {
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

  private static Finding unknown(Place where, String why, String learnBy) {
    return new Finding.Unknown(Area.ACCOUNTS, WHAT, why, learnBy, List.of(where));
  }

  /// Who was let in by the role knows that it is there.
  private static Finding inside(Visit visit, AccountId account, String role, String deploy) {
    Place where = Place.of(account);
    String name = role.substring(role.lastIndexOf('/') + 1);
    boolean byRole = visit.viewpoint() == Viewpoint.READER_ROLE;
    Reply<Boolean> read =
        visit
            .questions()
            .ask(
                account,
                "iam:GetRole",
                (clients, credentials) -> clients.iam(credentials),
                client -> client.getRole(ask -> ask.roleName(name)).role() != null);
    return read.finding(
        _ ->
            new Finding.Ok(
                Area.ACCOUNTS,
                byRole
                    ? "reader role `" + role + "` reads IAM"
                    : "reader role `" + role + "` is there",
                List.of(where)),
        _ -> missing(role, where, deploy),
        silence ->
            byRole && silence.kind() == Reply.Kind.NOT_ALLOWED
                ? new Finding.Wrong(
                    Area.ACCOUNTS,
                    Fault.READER_BLIND,
                    "reader role `" + role + "` may not read IAM (iam:GetRole is denied)",
                    List.of(where),
                    deploy)
                : silence.about(Area.ACCOUNTS, "reader role `" + role + "`", where));
  }

  private static Finding missing(String role, Place where, String deploy) {
    return new Finding.Wrong(
        Area.ACCOUNTS,
        Fault.READER_MISSING,
        "reader role `" + role + "` is missing, or does not trust the monitor",
        List.of(where),
        deploy);
  }
}
