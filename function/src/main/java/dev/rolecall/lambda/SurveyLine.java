package dev.rolecall.lambda;

import dev.rolecall.doctor.Bulletin;
import dev.rolecall.doctor.Doctor;
import dev.rolecall.doctor.Memory;
import dev.rolecall.doctor.Report;
import dev.rolecall.doctor.TableMemory;
import dev.rolecall.doctor.Viewpoint;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.incident.StoreFailure;
import dev.rolecall.message.SnsMessage;
import dev.rolecall.publish.Publication;
import dev.rolecall.publish.SnsPublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// Everything that looks at the organization as a whole, put together.
record SurveyLine(
    SurveySettings settings,
    AwsSide aws,
    Journal journal,
    Telemetry telemetry,
    InstantSource clock) {

  /// Does what `event` asks for.
  ///
  /// @param budget the time for it
  /// @throws EventFailure when it could not be done, and has to be tried again
  void run(byte[] event, Duration budget) {
    switch (SurveyRequest.parse(event)) {
      case SurveyRequest.Doctor _ -> examine(budget);
      case SurveyRequest.Index(Optional<Instant> changed) ->
          new IndexSurvey(settings.explain(), aws, journal, clock).run(changed);
      case SurveyRequest.Foreign _ -> journal.foreign();
    }
  }

  private void examine(Duration budget) {
    AwsClients clients = clients();
    Report report = doctor(clients).examine(settings.installation(), budget);
    journal.surveyed(report);
    telemetry.surveyed(report);
    Memory memory =
        new TableMemory(
            clients.dynamo(aws.credentials(), clients.region()),
            settings.explain().incidents().table(),
            clock);
    Bulletin bulletin = new Bulletin(report, recall(memory));
    bulletin
        .mail("rolecall doctor --profile PROFILE --region " + clients.region())
        .ifPresent(this::publish);
    keep(memory, bulletin.toKeep());
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
  private List<Memory.Entry> recall(Memory memory) {
    try {
      return memory.recall();
    } catch (StoreFailure e) {
      journal.unkept(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void keep(Memory memory, List<Memory.Entry> entries) {
    try {
      memory.keep(entries);
    } catch (StoreFailure e) {
      journal.unkept(String.valueOf(e.getMessage()));
    }
  }

  private void publish(SnsMessage mail) {
    SnsPublisher operations =
        new Wiring(settings.explain(), aws, clock).publisher(settings.operations());
    switch (operations.publish(mail)) {
      case Publication.Published _, Publication.PublishedInPart _, Publication.Skipped _ -> {}
      case Publication.Rejected(String why) -> throw new EventFailure(why);
      case Publication.TryLater(String why, _) -> throw new EventFailure(why);
    }
  }
}
