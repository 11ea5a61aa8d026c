package dev.rolecall.cli.report;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.history.AthenaSource;
import dev.rolecall.cli.history.LogGroupSources;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.cli.live.LiveAws;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.report.aws.EventLookup;
import dev.rolecall.report.aws.S3Address;
import dev.rolecall.report.aws.S3Logs;
import dev.rolecall.report.reading.EventSourceId;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;

/// What a report is made from that lies in AWS.
record RemoteSources(
    ReportRequest request, SignIn user, AwsClients clients, Console console, Clock clock) {

  /// Finds what lies in AWS, and puts it after `files`.
  static ReportSources find(
      ReportSources files,
      ReportRequest request,
      LiveOptions.Reader reader,
      Console console,
      Clock clock) {
    checkSnapshot(request);
    SignIn user = SignIn.of(reader, console);
    AwsClients clients = AwsClients.create(user.region(), user.endpoint());
    return new RemoteSources(request, user, clients, console, clock)
        .after(files, new Progress(console));
  }

  /// AWS charges for what it scans: what makes a report impossible is found before.
  ///
  /// @throws CommandFailure when the snapshot cannot be opened
  private static void checkSnapshot(ReportRequest request) {
    boolean charged = request.athena().isPresent() || !request.logGroups().groups().isEmpty();
    if (charged) {
      new EvidenceSources(
              request.snapshot(),
              Optional.empty(),
              problem -> {
                throw new CommandFailure(RunWords.inSnapshot(problem), ExitStatus.BAD_INPUT);
              })
          .shared();
    }
  }

  private ReportSources after(ReportSources files, Progress progress) {
    ReportSources all = files;
    for (S3Address address : request.s3()) {
      progress.show(RunWords.listing(address));
      try {
        S3Logs logs =
            S3Logs.find(S3Logs.client(clients, user.credentials()), address, request.period());
        all = all.and(logs.origins(), logs.size().files(), logs.size().bytes());
      } catch (IOException e) {
        throw new CommandFailure(
            RunWords.cannotRead(address, e.getMessage()), ExitStatus.BAD_INPUT);
      } finally {
        progress.clear();
      }
    }
    if (!request.logGroups().groups().isEmpty()) {
      LogGroupSources logGroups = logGroups();
      List<EventSourceId> days = logGroups.days();
      all = all.and(days.iterator(), days.size(), days.size());
      if (request.logGroups().insights()) {
        all = all.scannedBy(logGroups::scan);
      }
    }
    if (request.athena().isPresent()) {
      AthenaSource table =
          AthenaSource.find(
              request.athena().get(),
              request.history(),
              clients,
              user.credentials(),
              console,
              clock);
      all = all.and(List.of(table.source()).iterator(), 1, 1).scannedBy(table::scan);
    }
    if (request.lookup()) {
      List<EventSourceId> days = lookup();
      all = all.and(days.iterator(), days.size(), days.size());
    }
    return request.live() ? all.with(LiveAws.evidence(user, clock)) : all;
  }

  private LogGroupSources logGroups() {
    return new LogGroupSources(
        request.logGroups(), request.history(), user, clients, console, clock);
  }

  private List<EventSourceId> lookup() {
    List<AccountId> accounts =
        Stream.concat(user.accounts().stream(), request.accounts().stream()).distinct().toList();
    Stream<Region> regions =
        request.regions().isEmpty()
            ? Stream.of(user.region(), clients.globalRegion())
            : request.regions().stream().map(Region::of);
    return new EventLookup(
            user.access(), clients, clock, pause -> LockSupport.parkNanos(pause.toNanos()))
        .origins(accounts, regions.distinct().toList(), request.period());
  }
}
