package dev.rolecall.cli.report;

import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.report.Scan;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// How far the reading of many sources has got, and when it will be done. Several threads may tell.
final class ReadingProgress {

  private static final Duration PAUSE = Duration.ofMillis(250);

  /// Before that it is not clear how long the rest takes.
  private static final Duration FIRST = Duration.ofSeconds(3);

  private final Progress progress;
  private final InstantSource clock;
  private final ReportSources all;
  private final String unit;
  private final Instant start;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong sources = new AtomicLong();
  private final AtomicLong denials = new AtomicLong();
  private volatile Instant next;

  /// @param unit what a source is called: "file"
  ReadingProgress(Progress progress, InstantSource clock, ReportSources all, String unit) {
    this.progress = progress;
    this.clock = clock;
    this.all = all;
    this.unit = unit;
    this.start = clock.instant();
    this.next = start.plus(PAUSE);
  }

  /// Counts what is read through it.
  InputStream meter(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        int number = super.read(to, offset, length);
        count(Math.max(0, number));
        return number;
      }
    };
  }

  private void count(int bytes) {
    read.addAndGet(bytes);
    show();
  }

  /// One source was read to its end.
  ///
  /// @param soFar how many denials there are so far
  void end(long size, long soFar) {
    ended.addAndGet(size);
    sources.incrementAndGet();
    denials.set(soFar);
    show();
  }

  private void show() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    progress.show(line(Duration.between(start, now)));
  }

  /// @param elapsed since the reading began
  private String line(Duration elapsed) {
    long done =
        Math.min(all.size(), unit.equals("file") ? Math.max(read.get(), ended.get()) : ended.get());
    StringBuilder line = new StringBuilder();
    line.append(Count.of(sources.get())).append(" of ").append(Count.of(all.count(), unit));
    if (done > 0) {
      line.append(" (").append(100 * done / all.size()).append(" %)");
    }
    line.append(", ").append(Count.of(denials.get(), "denial"));
    for (Scan scan : all.scans().get()) {
      line.append(", ").append(RunWords.soFarScanned(scan.bytes()));
    }
    if (done > 0 && elapsed.compareTo(FIRST) > 0) {
      Duration left = elapsed.multipliedBy(all.size() - done).dividedBy(done);
      line.append(", about ").append(TimeFormat.length(left)).append(" left");
    }
    return line.toString();
  }

  void clear() {
    progress.clear();
  }
}
