package dev.rolecall.lambda.wiring;

import com.amazonaws.services.lambda.runtime.Context;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.lambda.service.DenialExplainer;
import dev.rolecall.lambda.service.ExplainService;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.settings.IncidentSettings;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.FunctionMetrics;
import java.io.InputStream;
import java.time.InstantSource;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Everything from the event to the topic, put together.
public final class ExplainModule {

  private final ExplainService function;
  private final DenialExplainer denialExplainer;

  private ExplainModule(ExplainService function, DenialExplainer denialExplainer) {
    this.function = function;
    this.denialExplainer = denialExplainer;
  }

  public static ExplainModule of(
      ExplainSettings settings,
      AwsContext aws,
      FunctionLog functionLog,
      FunctionMetrics functionMetrics,
      InstantSource clock) {
    IncidentModule incidentModule = new IncidentModule(settings, aws, clock);
    IncidentSettings incidents = settings.incidents();
    DenialIntake denialIntake =
        new DenialIntake(
            incidents.rules(),
            incidents.ownerTags(),
            incidentModule.store(),
            incidentModule.outlet(),
            clock);
    ExplainService function =
        new ExplainService(settings.ownRoles(), denialIntake, functionLog, functionMetrics, clock);
    return new ExplainModule(
        function, new DenialExplainer(incidentModule.evidence(settings.aws(), function), clock));
  }

  /// Deals with one event.
  ///
  /// @throws EventFailure when the event must not be lost, and was not dealt with
  public void run(InputStream event, Context context) {
    PowertoolsLogging.withLogging(
        context,
        () -> {
          function.run(event, denialExplainer);
          return context;
        });
  }
}
