package dev.rolecall.cli.incidents;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.IncidentWords;
import dev.rolecall.doctor.report.InstallationReader;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsResult;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.incident.dynamo.DynamoIncidentRepository;
import dev.rolecall.incident.dynamo.IncidentListing;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The incidents of an installation, opened with the user's credentials.
///
/// @param actor who works here, as messages show it
record IncidentDesk(IncidentCalls calls, String actor, Clock clock) {

  /// From the last denial on, the table keeps an incident so long.
  static final Duration KEPT = Duration.ofDays(90);

  private static final Pattern WHOLE = Pattern.compile("(?:refusal|search|shared)-[0-9a-f]{32}");
  private static final Pattern BEGINNING =
      Pattern.compile("(?:(?:refusal|search|shared)-)?[0-9a-f]{3,32}");
  private static final Pattern SESSION =
      Pattern.compile("arn:[a-z-]+:sts::[0-9]{12}:assumed-role/([^/]+)/(.+)");
  private static final Pattern PRINCIPAL =
      Pattern.compile("arn:[a-z-]+:(?:iam|sts)::([0-9]{12}):(root|[a-z-]+/(?:.*/)?([^/]+))");
  private static final String OF_IDENTITY_CENTER = "AWSReservedSSO_";

  static IncidentDesk open(
      LiveOptions.Reader reader, TableAddress address, Console console, Clock clock) {
    SignIn user = SignIn.of(reader, console);
    AwsClients clients = AwsClients.interactive(user.region(), user.endpoint());
    AwsCredentialsProvider credentials =
        switch (user.access().to(user.access().home())) {
          case AwsAccess.Granted(var own) -> own;
          case AwsAccess.Refused _ -> throw new IllegalStateException();
        };
    String table =
        address
            .table()
            .orElseGet(
                () ->
                    installed(
                        clients.client(
                            SsmClient.class, SsmClient::builder, credentials, user.region()),
                        address.parameter(),
                        IncidentWords.place(user.access().home(), user.region().id())));
    DynamoDbClient client =
        clients.client(DynamoDbClient.class, DynamoDbClient::builder, credentials, user.region());
    return new IncidentDesk(
        new IncidentCalls(
            new DynamoIncidentRepository(client, table, clock),
            new IncidentListing(client, table),
            table),
        actor(user.caller()),
        clock);
  }

  private static String installed(SsmClient client, String parameter, String place) {
    String json =
        AwsResult.of(
                "ssm:GetParameter",
                () -> client.getParameter(ask -> ask.name(parameter)).parameter().value())
            .fold(
                text -> text,
                () -> {
                  throw failure(IncidentWords.notInstalled(parameter, place));
                },
                failed -> {
                  throw failure(
                      IncidentWords.parameterUnread(parameter, GapSentence.why(failed.why())));
                });
    try {
      return InstallationReader.table(json);
    } catch (InstallationReader.Misread e) {
      throw failure(IncidentWords.parameterUnread(parameter, String.valueOf(e.getMessage())));
    }
  }

  private static CommandFailure failure(String problem) {
    return new CommandFailure(problem, ExitStatus.FAILED);
  }

  /// The readable part of an ARN: a person's name where IAM Identity Center has one.
  static String actor(String arn) {
    Matcher session = SESSION.matcher(arn);
    if (session.matches()) {
      return session.group(1).startsWith(OF_IDENTITY_CENTER)
          ? session.group(2)
          : session.group(1) + "/" + session.group(2);
    }
    Matcher principal = PRINCIPAL.matcher(arn);
    if (!principal.matches()) {
      return arn;
    }
    return Optional.ofNullable(principal.group(3))
        .orElseGet(() -> IncidentWords.rootUser(principal.group(1)));
  }

  IncidentRepository store() {
    return calls;
  }

  Instant now() {
    return clock.instant();
  }

  /// The id that begins with `given`.
  ///
  /// @throws CommandFailure when there is none, or more than one
  String id(String given) {
    if (!BEGINNING.matcher(given).matches()) {
      throw new CommandFailure(IncidentWords.notAnId(given), ExitStatus.USAGE);
    }
    if (WHOLE.matcher(given).matches()) {
      return given;
    }
    List<String> found =
        ids(true).filter(id -> id.startsWith(given) || digits(id).startsWith(given)).toList();
    return switch (found.size()) {
      case 0 -> throw notFound(given);
      case 1 -> found.getFirst();
      default -> throw new CommandFailure(IncidentWords.ambiguous(given, found), ExitStatus.USAGE);
    };
  }

  static CommandFailure notFound(String given) {
    return new CommandFailure(IncidentWords.notFound(given), ExitStatus.NO_DENIAL);
  }

  /// The incident with the id that begins with `given`.
  Incident find(String given) {
    return calls
        .find(id(given))
        .filter(incident -> incident.phase() != IncidentState.WATCHED)
        .orElseThrow(() -> notFound(given));
  }

  private static String digits(String id) {
    return id.substring(id.indexOf('-') + 1);
  }

  /// All ids that people may hear of.
  Stream<String> ids(boolean ended) {
    Stream<String> live = calls.live().stream();
    return (ended ? Stream.concat(live, calls.endedSince(now().minus(KEPT)).stream()) : live)
        .distinct();
  }
}
