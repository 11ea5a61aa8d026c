package dev.rolecall.lambda.wiring;

import dev.rolecall.doctor.Doctor;
import dev.rolecall.doctor.check.Viewpoint;
import dev.rolecall.doctor.report.DoctorNotification;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.doctor.report.LastFindings;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.service.SurveyRequest;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.settings.SurveySettings;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.FunctionMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Everything that looks at the organization as a whole, put together.
public record SurveyModule(
    SurveySettings settings,
    AwsContext aws,
    FunctionLog journal,
    FunctionMetrics telemetry,
    InstantSource clock) {

  /// Does what `event` asks for.
  ///
  /// @param budget the time for it
  /// @throws EventFailure when it could not be done, and has to be tried again
  public void run(byte[] event, Duration budget) {
    switch (SurveyRequest.parse(event)) {
      case SurveyRequest.Doctor _ -> examine(budget);
      case SurveyRequest.Index(Optional<Instant> changed) ->
          new IndexSurvey(settings.explain(), aws, journal, clock).run(changed);
      case SurveyRequest.Foreign _ -> journal.logOtherEvent();
    }
  }

  private void examine(Duration budget) {
    AwsClients clients = clients();
    DoctorReport doctorReport = doctor(clients).examine(settings.installation(), budget);
    journal.logSurvey(doctorReport);
    telemetry.countSurvey(doctorReport);
    LastFindings lastFindings =
        new LastFindings(
            clients.client(DynamoDbClient::builder, aws.credentials(), clients.region()),
            settings.explain().incidents().table(),
            clock);
    DoctorNotification doctorNotification =
        new DoctorNotification(doctorReport, recall(lastFindings));
    doctorNotification
        .mail("rolecall doctor --profile PROFILE --region " + clients.region())
        .ifPresent(this::publish);
    keep(lastFindings, doctorNotification.toKeep());
  }

  private AwsClients clients() {
    return AwsClients.create(
        Region.of(settings.explain().topic().region()), Optional.empty(), aws.http());
  }

  private Doctor doctor(AwsClients clients) {
    ExplainSettings explain = settings.explain();
    return new Doctor(
        new ReaderRoleAccess(
            explain.topic().account(), aws.credentials(), explain.reader(), clients),
        clients,
        Viewpoint.READER_ROLE,
        List.of(explain.aws().organizationAccount().orElse(explain.topic().account())),
        clock,
        _ -> {});
  }

  /// Without a table there is something to tell all the more.
  private List<LastFindings.Entry> recall(LastFindings lastFindings) {
    try {
      return lastFindings.recall();
    } catch (RepositoryFailure e) {
      journal.logNoMemory(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void keep(LastFindings lastFindings, List<LastFindings.Entry> entries) {
    try {
      lastFindings.keep(entries);
    } catch (RepositoryFailure e) {
      journal.logNoMemory(String.valueOf(e.getMessage()));
    }
  }

  private void publish(SnsMessage mail) {
    new IncidentModule(settings.explain(), aws, clock)
        .publisher(settings.operations())
        .deliver(mail)
        .failure()
        .ifPresent(
            why -> {
              throw new EventFailure(why);
            });
  }
}
