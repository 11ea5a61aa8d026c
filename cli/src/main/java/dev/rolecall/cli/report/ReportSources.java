package dev.rolecall.cli.report;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.report.reading.EventSourceId;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a report is made from.
///
/// @param count how many sources there are
/// @param size of all of them, in the unit of [EventSourceId#size]
/// @param live what AWS tells, when it is asked
record ReportSources(
    Iterator<EventSourceId> origins,
    long count,
    long size,
    Optional<Function<Denial, Evidence>> live) {

  /// What came of looking for it.
  sealed interface Result {

    /// It can be read.
    record Found(ReportSources sources) implements Result {}

    /// It cannot.
    ///
    /// @param problem one sentence
    /// @param status the exit status
    record NotUsable(String problem, int status) implements Result {}
  }

  /// Finds what `request` asks for. Nothing of the AWS SDK is loaded when it asks for files only.
  static Result find(
      ReportRequest request, LiveOptions.Reader reader, Console console, Clock clock) {
    List<EventSourceId> local =
        EventSources.of(request.local(), console.in()).stream().map(EventSourceId::of).toList();
    ReportSources files =
        new ReportSources(
            local.iterator(),
            local.size(),
            local.stream().mapToLong(EventSourceId::size).sum(),
            Optional.empty());
    return request.remote() || request.live()
        ? RemoteSources.find(files, request, reader, console, clock)
        : new Result.Found(files);
  }

  /// These, and then others.
  ReportSources and(Iterator<EventSourceId> others, long otherCount, long otherSize) {
    return new ReportSources(new Both(origins, others), count + otherCount, size + otherSize, live);
  }

  /// One after the other; the second is not asked before the first is done.
  private record Both(Iterator<EventSourceId> one, Iterator<EventSourceId> other)
      implements Iterator<EventSourceId> {

    @Override
    public boolean hasNext() {
      return one.hasNext() || other.hasNext();
    }

    @Override
    public EventSourceId next() {
      return one.hasNext() ? one.next() : other.next();
    }
  }

  ReportSources with(Function<Denial, Evidence> evidence) {
    return new ReportSources(origins, count, size, Optional.of(evidence));
  }
}
