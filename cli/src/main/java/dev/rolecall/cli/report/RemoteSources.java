package dev.rolecall.cli.report;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.live.LiveAws;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.report.aws.EventLookup;
import dev.rolecall.report.aws.S3Address;
import dev.rolecall.report.aws.S3Logs;
import dev.rolecall.report.reading.EventSourceId;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// What a report is made from that lies in AWS.
final class RemoteSources {

  private final ReportRequest request;
  private final SignIn.Result.Done user;
  private final AwsClients clients;
  private final Clock clock;
  private final Progress progress;

  private RemoteSources(
      ReportRequest request, SignIn.Result.Done user, Console console, Clock clock) {
    this.request = request;
    this.user = user;
    this.clients = AwsClients.create(user.region(), user.endpoint());
    this.clock = clock;
    this.progress = new Progress(console);
  }

  /// Finds what lies in AWS, and puts it after `files`.
  static ReportSources.Result find(
      ReportSources files,
      ReportRequest request,
      LiveOptions.Reader reader,
      Console console,
      Clock clock) {
    return switch (SignIn.of(reader, console.environment())) {
      case SignIn.Result.Failed(String problem, int status) ->
          new ReportSources.Result.NotUsable(problem, status);
      case SignIn.Result.Done done -> new RemoteSources(request, done, console, clock).after(files);
    };
  }

  private ReportSources.Result after(ReportSources files) {
    ReportSources all = files;
    for (S3Address address : request.s3()) {
      progress.show("listing " + address);
      try {
        S3Logs logs = S3Logs.find(S3Logs.client(clients, credentials()), address, request.period());
        all = all.and(logs.origins(), logs.size().files(), logs.size().bytes());
      } catch (IOException e) {
        progress.clear();
        return new ReportSources.Result.NotUsable(
            address + ": not readable: " + e.getMessage(), ExitStatus.BAD_INPUT);
      }
    }
    progress.clear();
    if (request.lookup()) {
      List<EventSourceId> days = lookup();
      all = all.and(days.iterator(), days.size(), days.size());
    }
    return new ReportSources.Result.Found(
        request.live() ? all.with(LiveAws.evidence(user, clock)) : all);
  }

  /// Those of the first profile.
  private AwsCredentialsProvider credentials() {
    return switch (user.access().to(user.access().home())) {
      case AwsAccess.Granted(AwsCredentialsProvider credentials) -> credentials;
      case AwsAccess.Refused(String why, String learnBy) ->
          throw new IllegalStateException(why + ": " + learnBy);
    };
  }

  private List<EventSourceId> lookup() {
    Set<AccountId> accounts = new LinkedHashSet<>(user.accounts());
    accounts.addAll(request.accounts());
    Set<Region> regions = new LinkedHashSet<>();
    if (request.regions().isEmpty()) {
      regions.add(user.region());
      regions.add(clients.globalRegion());
    }
    request.regions().forEach(name -> regions.add(Region.of(name)));
    return new EventLookup(
            user.access(), clients, clock, pause -> LockSupport.parkNanos(pause.toNanos()))
        .origins(List.copyOf(accounts), List.copyOf(regions), request.period());
  }
}
