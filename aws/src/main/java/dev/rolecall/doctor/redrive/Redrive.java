package dev.rolecall.doctor.redrive;

import dev.rolecall.doctor.check.DoctorReader;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.InstallationReader;
import dev.rolecall.doctor.report.InstalledQueues;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.doctor.wording.RedriveWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.evidence.aws.AwsResult;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Sends again what lies in the failure queues of an installation, each message to where it
/// belongs. A message is deleted once it was taken there. Rolecall counts an event once, and shows
/// a notification once, however often they come.
///
/// @param where the monitor is deployed
/// @param dryRun whether to count only
/// @param progress hears which queue is being looked at
public record Redrive(
    DoctorReader reader,
    AwsLocation where,
    boolean dryRun,
    InstantSource clock,
    Consumer<String> progress) {

  /// Goes through all queues.
  ///
  /// @param parameter name of the parameter that describes the installation
  public RedriveReport run(String parameter) {
    return reader
        .parameter(where, parameter)
        .fold(
            json -> {
              try {
                return queues(InstallationReader.read(json));
              } catch (InstallationReader.Misread e) {
                return unusable(parameter, e);
              }
            },
            () -> wrong(DoctorWords.noParameter(parameter), RepairCommands.MONITOR),
            failed -> unread(DoctorWords.parameter(parameter), failed));
  }

  private RedriveReport queues(Installation installation) {
    if (!where.equals(installation.location())) {
      return wrong(
          DoctorWords.otherPlace(installation.account(), installation.region()),
          RedriveWords.otherProfile());
    }
    if (installation.queues().isEmpty()) {
      return wrong(RedriveWords.noList(), RepairCommands.MONITOR);
    }
    String parameter = installation.queues().get();
    return reader
        .parameter(where, parameter)
        .fold(
            json -> {
              try {
                return all(InstalledQueues.read(json).failures());
              } catch (InstallationReader.Misread e) {
                return unusable(parameter, e);
              }
            },
            () -> wrong(RedriveWords.noList(), RepairCommands.MONITOR),
            failed -> unread(DoctorWords.parameter(parameter), failed));
  }

  private RedriveReport all(List<InstalledQueues.Kept> failures) {
    List<RedriveReport.Queue> queues = new ArrayList<>();
    for (InstalledQueues.Kept kept : failures) {
      progress.accept(kept.name());
      queues.add(one(kept));
    }
    return new RedriveReport(dryRun, Optional.empty(), queues);
  }

  private RedriveReport.Queue one(InstalledQueues.Kept kept) {
    return sqs("sqs:GetQueueUrl", client -> url(client, kept.queue()))
        .then(
            url ->
                sqs("sqs:GetQueueAttributes", client -> number(client, url))
                    .map(number -> new Depth(url, number)))
        .fold(
            depth ->
                dryRun || depth.number() == 0
                    ? new RedriveReport.Queue(
                        kept, depth.number(), 0, Collections.emptySortedMap(), Optional.empty())
                    : new QueueRedrive(this, kept, depth.url()).run(depth.number()),
            () -> RedriveReport.Queue.unread(kept, RedriveWords.missing()),
            failed -> RedriveReport.Queue.unread(kept, GapSentence.why(failed.why())));
  }

  private record Depth(String url, long number) {}

  static String url(SqsClient client, String queue) {
    return client.getQueueUrl(ask -> ask.queueName(queue)).queueUrl();
  }

  private static long number(SqsClient client, String url) {
    return Long.parseLong(
        client
            .getQueueAttributes(
                ask ->
                    ask.queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
  }

  <T> AwsResult<T> sqs(String action, Function<SqsClient, T> call) {
    return reader.ask(where, action, SqsClient.class, SqsClient::builder, call);
  }

  private RedriveReport unusable(String parameter, InstallationReader.Misread e) {
    return wrong(
        DoctorWords.unusableParameter(parameter, String.valueOf(e.getMessage())),
        RepairCommands.replaceParameter(where.region(), parameter));
  }

  private RedriveReport wrong(String what, String next) {
    return new RedriveReport(
        dryRun, Optional.of(new RedriveReport.Problem(true, what, next)), List.of());
  }

  private RedriveReport unread(String what, AwsResult.Unreadable<?> failed) {
    return new RedriveReport(
        dryRun,
        Optional.of(
            new RedriveReport.Problem(
                false,
                what + ": " + GapSentence.why(failed.why()),
                failed.learnBy().map(GapSentence::learnBy).orElse(""))),
        List.of());
  }
}
