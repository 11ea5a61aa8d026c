package dev.rolecall.lambda.wiring;

import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.lambda.service.DenialExplainer;
import dev.rolecall.lambda.service.ExplainService;
import dev.rolecall.lambda.settings.IncidentSettings;

/// Everything from the event to the topic, put together.
public final class ExplainModule {

  private ExplainModule() {}

  public static EventFunction of(FunctionContext context) {
    IncidentSettings incidents = context.settings().incidents();
    ExplainService service =
        new ExplainService(
            context.settings().ownRoles(),
            new DenialIntake(
                incidents.rules(),
                incidents.ownerTags(),
                context.repository(),
                context.channel(),
                context.clock(),
                context.lookQueue()),
            context.log(),
            context.metrics(),
            context.clock());
    AwsClients clients = context.clients();
    clients.prepare(context.aws().credentials());
    DenialExplainer explainer =
        new DenialExplainer(context.evidence(clients, service), context.clock());
    return (event, _) -> {
      service.run(event, explainer);
      return EventFunction.NOTHING;
    };
  }
}
