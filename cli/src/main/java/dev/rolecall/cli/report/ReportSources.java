package dev.rolecall.cli.report;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.report.Scan;
import dev.rolecall.report.reading.EventSourceId;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What a report is made from.
///
/// @param count how many sources there are
/// @param size of all of them, in the unit of [EventSourceId#size]
/// @param live what AWS tells, when it is asked
/// @param scans what AWS scanned so far
record ReportSources(
    Stream<EventSourceId> origins,
    long count,
    long size,
    Optional<Function<Denial, Evidence>> live,
    Supplier<List<Scan>> scans) {

  /// Finds what `request` asks for. Nothing of the AWS SDK is loaded when it asks for files only.
  static ReportSources find(
      ReportRequest request, LiveOptions.Reader reader, Console console, Clock clock) {
    List<EventSourceId> local =
        EventSources.of(request.local(), console.in()).stream().map(EventSourceId::of).toList();
    ReportSources files =
        new ReportSources(
            local.stream(),
            local.size(),
            local.stream().mapToLong(EventSourceId::size).sum(),
            Optional.empty(),
            List::of);
    return request.remote() || request.live()
        ? RemoteSources.find(files, request, reader, console, clock)
        : files;
  }

  /// These, and then others, which are not asked for before these are done.
  ReportSources and(Iterator<EventSourceId> others, long otherCount, long otherSize) {
    Stream<EventSourceId> then =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(others, 0), false);
    return new ReportSources(
        Stream.concat(origins, then), count + otherCount, size + otherSize, live, scans);
  }

  /// These, of which AWS scans some.
  ReportSources scannedBy(Supplier<Scan> scan) {
    return new ReportSources(
        origins,
        count,
        size,
        live,
        () -> Stream.concat(scans.get().stream(), Stream.of(scan.get())).toList());
  }

  ReportSources with(Function<Denial, Evidence> evidence) {
    return new ReportSources(origins, count, size, Optional.of(evidence), scans);
  }
}
