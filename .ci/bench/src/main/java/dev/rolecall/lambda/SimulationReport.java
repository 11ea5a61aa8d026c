package dev.rolecall.lambda;

import static dev.rolecall.lambda.JarContents.say;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// What a simulation came to: its picture, and what a day costs.
final class SimulationReport {

  /// US dollars in us-east-1 as AWS lists them; a million of each, but for Lambda's GB-seconds.
  private static final double EVENTS = 1.00;

  private static final double REQUESTS = 0.20;
  private static final double GB_SECOND = 0.0000133334;
  private static final double WRITES = 0.625;
  private static final double READS = 0.125;
  private static final double PUBLISHES = 0.50;

  /// A transaction of an incident of 3 KB and of the event's id: 2 x (3 + 1).
  private static final int WRITE_UNITS = 8;

  private static final double MILLION = 1e6;
  private static final double PER_DAY = 2 * MILLION;

  private final List<Double> minutes = new ArrayList<>();
  private final List<Integer> explain = new ArrayList<>();
  private final List<Integer> slack = new ArrayList<>();
  private final List<Integer> rate = new ArrayList<>();
  private int sent;
  private long sampled;

  void sample(long second, int waitingForExplain, int waitingForSlack, int sentSoFar) {
    minutes.add(second / 60.0);
    explain.add(waitingForExplain);
    slack.add(waitingForSlack);
    rate.add((int) ((sentSoFar - sent) / Math.max(1, second - sampled)));
    sent = sentSoFar;
    sampled = second;
  }

  /// Scales what was measured to 2 million denials, which overstates it a little: new problems are
  /// more frequent in a storm.
  void cost(Map<String, Long> calls, int denials, long busyNanos) {
    double scale = PER_DAY / denials;
    double writes = calls.getOrDefault("dynamodb:TransactWriteItems", 0L) * scale;
    double reads = calls.getOrDefault("dynamodb:GetItem", 0L) * scale;
    double publishes = calls.getOrDefault("sns:Publish", 0L) * scale;
    double seconds = busyNanos / 1e9 * scale;
    double lambda = seconds * GB_SECOND + 2 * REQUESTS;
    double table = (writes * WRITE_UNITS * WRITES + reads * READS) / MILLION;
    double events = 2 * EVENTS;
    double topic = publishes * PUBLISHES / MILLION;
    say(
        "a day of 2 million: Lambda %.2f $, DynamoDB %.2f $, EventBridge %.2f $, SNS %.2f $: %.2f"
            + " $",
        lambda, table, events, topic, lambda + table + events + topic);
  }

  void draw(Path picture, int concurrency) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(520)
            .title(
                "2 million denials a day at 20 times the mean, "
                    + concurrency
                    + " explain functions at a time")
            .xAxisTitle("minutes")
            .yAxisTitle("number (logarithmic)")
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisDecimalPattern("#,##0");
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(Math.ceil(minutes.getLast()));
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisTickMarkSpacingHint(80);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    add(chart, "denials per second", rate);
    add(chart, "denials waiting for the explain function", explain);
    add(chart, "messages waiting for Slack", slack);
    BitmapEncoder.saveBitmap(chart, picture.toString(), BitmapFormat.PNG);
    say("picture: %s", picture);
  }

  private void add(XYChart chart, String name, List<Integer> values) {
    // Zero has no logarithm.
    List<Integer> drawn = values.stream().map(value -> Math.max(1, value)).toList();
    chart.addSeries(name, minutes, drawn).setMarker(SeriesMarkers.NONE);
  }
}
