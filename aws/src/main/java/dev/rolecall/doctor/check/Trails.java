package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.evidence.aws.AwsResult;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import dev.rolecall.iam.condition.Truth;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/// Whether calls of an account and region get to EventBridge. They do only when some trail logs
/// management events that read. A trail of the organization or of all regions is looked at once.
public final class Trails {

  /// What a trail does with calls of `AssumeRole`; of several, the one furthest down counts.
  private enum Logging {
    NO_TRAIL,
    SKIPS_READS,
    STOPPED,
    /// It could not be told, and they may be logged.
    UNREAD,
    LOGS
  }

  /// What a trail is like.
  ///
  /// @param advanced whether it has advanced selectors
  private record Looked(Logging logging, AwsLocation trail, boolean advanced) {}

  private final DoctorReader reader;
  private final Map<String, AwsResult<Looked>> known = new ConcurrentHashMap<>();

  public Trails(DoctorReader reader) {
    this.reader = reader;
  }

  /// The finding about a place.
  public CheckFinding finding(AwsLocation where) {
    CheckSubject subject = new CheckSubject(Area.TRAILS, where, reader);
    return best(where)
        .fold(
            looked ->
                looked.logging() == Logging.LOGS
                    ? subject.ok(CheckWords.trailLogsReads())
                    : wrong(looked, where.account()),
            () ->
                subject.wrong(
                    Problem.TRAIL_MISSING, CheckWords.noTrail(), RepairCommands.CREATE_TRAIL),
            reply -> subject.unknown(CheckWords.trails(), reply));
  }

  private CheckFinding wrong(Looked looked, AccountId account) {
    AwsLocation trail = new AwsLocation(account, looked.trail().region(), looked.trail().thing());
    CheckSubject subject = new CheckSubject(Area.TRAILS, trail, reader);
    return looked.logging() == Logging.STOPPED
        ? subject.wrong(
            Problem.TRAIL_STOPPED, CheckWords.trailStopped(), RepairCommands.START_TRAIL)
        : subject.wrong(
            Problem.TRAIL_SKIPS_READS,
            CheckWords.trailSkipsReads(),
            RepairCommands.logReads(looked.advanced()));
  }

  /// The trail that settles it.
  private AwsResult<Looked> best(AwsLocation where) {
    return ask(
            where,
            "cloudtrail:DescribeTrails",
            client -> client.describeTrails(ask -> ask.includeShadowTrails(true)).trailList())
        .then(
            trails ->
                trails.stream()
                    .filter(trail -> covers(trail, where.region()))
                    .map(trail -> looked(where, trail))
                    .reduce(
                        new AwsResult.Absent<>(),
                        (one, other) -> logging(other).compareTo(logging(one)) > 0 ? other : one));
  }

  private static boolean covers(Trail trail, String region) {
    return Boolean.TRUE.equals(trail.isMultiRegionTrail()) || region.equals(trail.homeRegion());
  }

  private static Logging logging(AwsResult<Looked> looked) {
    return looked.fold(Looked::logging, () -> Logging.NO_TRAIL, _ -> Logging.UNREAD);
  }

  private AwsResult<Looked> looked(AwsLocation where, Trail trail) {
    String arn = trail.trailARN();
    AwsResult<Looked> before = known.get(arn);
    if (before != null) {
      return before;
    }
    String home = Optional.ofNullable(trail.homeRegion()).orElse(where.region());
    AwsResult<Looked> looked = looked(new AwsLocation(where.account(), home, arn));
    if (looked.failed().isEmpty()) {
      known.putIfAbsent(arn, looked);
    }
    return looked;
  }

  private AwsResult<Looked> looked(AwsLocation trail) {
    String arn = trail.thing();
    return ask(
            trail,
            "cloudtrail:GetEventSelectors",
            client -> client.getEventSelectors(ask -> ask.trailName(arn)))
        .then(
            selectors -> {
              Truth reads = Selectors.logReads(selectors);
              if (reads.isTrue()) {
                return started(trail);
              }
              return reads.isFalse()
                  ? new AwsResult.Found<>(
                      new Looked(
                          Logging.SKIPS_READS,
                          trail,
                          !selectors.advancedEventSelectors().isEmpty()))
                  : new AwsResult.Unreadable<>(
                      Failure.FAILED,
                      CheckWords.selectorsUnclear(arn),
                      RepairCommands.showSelectors(trail.region(), arn));
            });
  }

  private AwsResult<Looked> started(AwsLocation trail) {
    return ask(
            trail,
            "cloudtrail:GetTrailStatus",
            client ->
                Boolean.TRUE.equals(
                    client.getTrailStatus(ask -> ask.name(trail.thing())).isLogging()))
        .map(runs -> new Looked(runs ? Logging.LOGS : Logging.STOPPED, trail, false));
  }

  private <T> AwsResult<T> ask(
      AwsLocation where, String action, Function<CloudTrailClient, T> call) {
    return reader.ask(where, action, CloudTrailClient.class, CloudTrailClient::builder, call);
  }
}
