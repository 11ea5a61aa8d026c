package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.iam.condition.Truth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/// The trails of all places. A trail of the organization or of all regions is looked at once.
public final class Trails {

  private final DoctorReader doctorReader;
  private final Map<String, TrailState> known = new ConcurrentHashMap<>();

  public Trails(DoctorReader doctorReader) {
    this.doctorReader = doctorReader;
  }

  /// What is to be said of a place.
  public CheckFinding finding(AwsLocation where) {
    String skips = "the trail logs no management events that read, and AssumeRole is one";
    return switch (state(where)) {
      case TrailState.Logs _ ->
          new CheckFinding.Ok(Area.TRAILS, "a trail logs management read events", List.of(where));
      case TrailState.NoTrail _ ->
          wrong(
              Problem.TRAIL_MISSING,
              "there is no trail, and EventBridge gets no denials without one",
              where,
              RepairCommands.CREATE_TRAIL);
      case TrailState.SkipsReads(String trail, String home, boolean advanced) ->
          wrong(
              Problem.TRAIL_SKIPS_READS,
              skips,
              new AwsLocation(where.account(), home, trail),
              RepairCommands.logReads(advanced));
      case TrailState.Stopped(String trail, String home) ->
          wrong(
              Problem.TRAIL_STOPPED,
              "the trail is stopped",
              new AwsLocation(where.account(), home, trail),
              RepairCommands.START_TRAIL);
      case TrailState.Unheard(DoctorResult.Unheard<?> reply) ->
          reply.about(Area.TRAILS, "trails", where);
    };
  }

  private static CheckFinding wrong(Problem problem, String what, AwsLocation where, String mend) {
    return new CheckFinding.Wrong(Area.TRAILS, problem, what, List.of(where), mend);
  }

  private TrailState state(AwsLocation where) {
    DoctorResult<List<Trail>> trails =
        ask(
            where,
            where.region(),
            "cloudtrail:DescribeTrails",
            client -> client.describeTrails(ask -> ask.includeShadowTrails(true)).trailList());
    return trails.fold(
        found ->
            found.stream()
                .filter(trail -> covers(trail, where.region()))
                .map(trail -> of(where, trail))
                .reduce(new TrailState.NoTrail(), Trails::better),
        _ -> new TrailState.NoTrail(),
        TrailState.Unheard::new);
  }

  private static boolean covers(Trail trail, String region) {
    return Boolean.TRUE.equals(trail.isMultiRegionTrail()) || region.equals(trail.homeRegion());
  }

  /// One that logs settles it; what could not be read may be one that does.
  private static TrailState better(TrailState one, TrailState other) {
    return rank(other) > rank(one) ? other : one;
  }

  private static int rank(TrailState state) {
    return switch (state) {
      case TrailState.NoTrail _ -> 0;
      case TrailState.SkipsReads _ -> 1;
      case TrailState.Stopped _ -> 2;
      case TrailState.Unheard _ -> 3;
      case TrailState.Logs _ -> 4;
    };
  }

  private TrailState of(AwsLocation where, Trail trail) {
    String arn = trail.trailARN();
    TrailState before = known.get(arn);
    if (before != null) {
      return before;
    }
    TrailState state =
        looked(where, arn, Optional.ofNullable(trail.homeRegion()).orElse(where.region()));
    if (!(state instanceof TrailState.Unheard)) {
      known.putIfAbsent(arn, state);
    }
    return state;
  }

  private TrailState looked(AwsLocation where, String arn, String home) {
    DoctorResult<TrailState> selected =
        ask(
            where,
            home,
            "cloudtrail:GetEventSelectors",
            client -> {
              var selectors = client.getEventSelectors(ask -> ask.trailName(arn));
              Truth reads = Selectors.logReads(selectors);
              if (reads.isTrue()) {
                return new TrailState.Logs();
              }
              return reads.isFalse()
                  ? new TrailState.SkipsReads(
                      arn, home, !selectors.advancedEventSelectors().isEmpty())
                  : new TrailState.Unheard(
                      new DoctorResult.Unheard<>(
                          DoctorResult.Kind.FAILED,
                          "selectors of trail " + arn + " may leave calls out",
                          "look at them: aws cloudtrail get-event-selectors --region "
                              + home
                              + " --trail-name "
                              + arn));
            });
    return selected.fold(
        state -> state instanceof TrailState.Logs ? started(where, arn, home) : state,
        _ -> new TrailState.NoTrail(),
        TrailState.Unheard::new);
  }

  private TrailState started(AwsLocation where, String arn, String home) {
    DoctorResult<Boolean> logging =
        ask(
            where,
            home,
            "cloudtrail:GetTrailStatus",
            client -> Boolean.TRUE.equals(client.getTrailStatus(ask -> ask.name(arn)).isLogging()));
    return logging.fold(
        runs -> runs ? new TrailState.Logs() : new TrailState.Stopped(arn, home),
        _ -> new TrailState.NoTrail(),
        TrailState.Unheard::new);
  }

  private <T> DoctorResult<T> ask(
      AwsLocation where, String region, String action, Function<CloudTrailClient, T> call) {
    return doctorReader.ask(
        where.account(),
        action,
        (clients, credentials) -> clients.cloudTrail(credentials, Region.of(region)),
        call);
  }
}
