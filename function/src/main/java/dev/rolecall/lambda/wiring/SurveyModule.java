package dev.rolecall.lambda.wiring;

import dev.rolecall.doctor.Doctor;
import dev.rolecall.doctor.check.Viewpoint;
import dev.rolecall.doctor.report.DoctorNotification;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.doctor.report.LastFindings;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.service.SurveyRequest;
import dev.rolecall.lambda.settings.SurveySettings;
import dev.rolecall.lambda.wording.EventWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Everything that looks at the organization as a whole, put together.
public record SurveyModule(FunctionContext context, SurveySettings settings)
    implements EventFunction {

  @Override
  public String run(byte[] event, Duration budget) {
    switch (SurveyRequest.parse(event)) {
      case SurveyRequest.Doctor _ -> examine(budget);
      case SurveyRequest.Index(Optional<Instant> changed) -> new IndexSurvey(context).run(changed);
      case SurveyRequest.Foreign _ -> context.log().logOtherEvent();
    }
    return NOTHING;
  }

  private void examine(Duration budget) {
    AwsClients clients = context.clients();
    DoctorReport report =
        new Doctor(
                context.access(clients),
                clients,
                Viewpoint.READER_ROLE,
                List.of(context.settings().organizationAccount()),
                context.clock(),
                _ -> {})
            .examine(settings.installation(), budget);
    context.log().logSurvey(report);
    context.metrics().countSurvey(report);
    LastFindings lastFindings =
        new LastFindings(
            clients.client(
                DynamoDbClient.class,
                DynamoDbClient::builder,
                context.aws().credentials(),
                clients.region()),
            context.settings().incidents().table(),
            context.clock());
    DoctorNotification notification = new DoctorNotification(report, recall(lastFindings));
    notification
        .mail(EventWords.doctorCommand(clients.region()))
        .map(context.publisher(settings.operations())::deliver)
        .ifPresent(EventFailure::unlessDelivered);
    keep(lastFindings, notification.toKeep());
  }

  /// Without a table there is something to report all the more.
  private List<LastFindings.Entry> recall(LastFindings lastFindings) {
    try {
      return lastFindings.recall();
    } catch (RepositoryFailure e) {
      context.log().logNoMemory(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void keep(LastFindings lastFindings, List<LastFindings.Entry> entries) {
    try {
      lastFindings.keep(entries);
    } catch (RepositoryFailure e) {
      context.log().logNoMemory(String.valueOf(e.getMessage()));
    }
  }
}
