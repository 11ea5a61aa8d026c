package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.rolecall.incident.Desk;
import java.io.InputStream;
import java.time.InstantSource;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Everything from the event to the topic, put together.
final class ExplainLine {

  private final ExplainFunction function;
  private final Explaining explaining;

  private ExplainLine(ExplainFunction function, Explaining explaining) {
    this.function = function;
    this.explaining = explaining;
  }

  static ExplainLine of(
      ExplainSettings settings,
      AwsSide aws,
      Journal journal,
      Telemetry telemetry,
      InstantSource clock) {
    Wiring wiring = new Wiring(settings, aws, clock);
    IncidentSettings incidents = settings.incidents();
    Desk desk =
        new Desk(incidents.rules(), incidents.ownerTags(), wiring.store(), wiring.outlet(), clock);
    ExplainFunction function =
        new ExplainFunction(settings.ownRoles(), desk, journal, telemetry, clock);
    return new ExplainLine(
        function, new Explaining(wiring.evidence(settings.aws(), function), clock));
  }

  /// @throws EventFailure when the event must not be lost, and was not dealt with
  void run(InputStream event, Context context) {
    PowertoolsLogging.withLogging(
        context,
        () -> {
          function.run(event, explaining);
          return context;
        });
  }
}
