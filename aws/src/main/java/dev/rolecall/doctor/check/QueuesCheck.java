package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.InstallationReader;
import dev.rolecall.doctor.report.InstalledQueues;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.evidence.aws.AwsResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The queues: those of failures are empty; those of channels let the topic in, and hand what waits
/// to the functions.
///
/// @param parameter the name of the parameter that lists them
public record QueuesCheck(String parameter) implements Check {

  private static final Set<String> READING = Set.of("Enabled", "Enabling", "Creating", "Updating");
  private static final String SNS = "sns.amazonaws.com";

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    CheckSubject subject = context.home(Area.QUEUES);
    String what = DoctorWords.parameter(parameter);
    return subject
        .parameter(parameter)
        .fold(
            json -> findings(json, context, subject),
            () ->
                List.of(
                    subject.wrong(
                        Problem.QUEUE_MISSING, CheckWords.missing(what), RepairCommands.MONITOR)),
            reply -> List.of(subject.unknown(what, reply)));
  }

  private List<CheckFinding> findings(String json, CheckContext context, CheckSubject subject) {
    InstalledQueues queues;
    try {
      queues = InstalledQueues.read(json);
    } catch (InstallationReader.Misread e) {
      return List.of(
          subject.wrong(
              Problem.INSTALLATION_UNREADABLE,
              DoctorWords.unusableParameter(parameter, String.valueOf(e.getMessage())),
              RepairCommands.replaceParameter(subject.where().region(), parameter)));
    }
    List<CheckFinding> findings = new ArrayList<>(failures(queues.failures(), subject));
    for (InstalledQueues.Waiting waiting : queues.channels()) {
      findings.addAll(channel(waiting, context.installation().alertsTopic(), subject));
    }
    return findings;
  }

  private static List<CheckFinding> failures(
      List<InstalledQueues.Kept> failures, CheckSubject subject) {
    List<CheckFinding> findings = new ArrayList<>();
    int empty = 0;
    for (InstalledQueues.Kept kept : failures) {
      String what = CheckWords.failureQueue(kept.name());
      Optional<CheckFinding> finding =
          attributes(kept.queue(), subject)
              .fold(
                  attributes -> waiting(what, number(attributes), subject),
                  () -> Optional.of(missing(what, subject)),
                  reply -> Optional.of(subject.unknown(what, reply)));
      finding.ifPresent(findings::add);
      empty += finding.isEmpty() ? 1 : 0;
    }
    if (empty > 0) {
      findings.addFirst(subject.ok(CheckWords.emptyFailureQueues(empty)));
    }
    return findings;
  }

  private static Optional<CheckFinding> waiting(String what, long number, CheckSubject subject) {
    return number == 0
        ? Optional.empty()
        : Optional.of(
            subject.wrong(
                Problem.FAILURES_WAITING,
                CheckWords.failuresWaiting(what, number),
                RepairCommands.redrive(subject.where().region())));
  }

  private static CheckFinding missing(String what, CheckSubject subject) {
    return subject.wrong(Problem.QUEUE_MISSING, CheckWords.missing(what), RepairCommands.MONITOR);
  }

  private static List<CheckFinding> channel(
      InstalledQueues.Waiting waiting, String topic, CheckSubject subject) {
    List<CheckFinding> findings = new ArrayList<>();
    String inbox = CheckWords.queue(waiting.inbox());
    findings.add(
        attributes(waiting.inbox(), subject)
            .fold(
                attributes ->
                    admits(attributes.getOrDefault(QueueAttributeName.POLICY, ""), topic)
                        ? subject.ok(CheckWords.admits(inbox))
                        : subject.wrong(
                            Problem.QUEUE_CLOSED,
                            CheckWords.doesNotAdmit(inbox),
                            RepairCommands.MONITOR),
                () -> missing(inbox, subject),
                reply -> subject.unknown(inbox, reply)));
    String outbox = CheckWords.queue(waiting.outbox());
    findings.add(
        attributes(waiting.outbox(), subject)
            .fold(
                attributes -> subject.ok(CheckWords.waiting(waiting.channel(), number(attributes))),
                () -> missing(outbox, subject),
                reply -> subject.unknown(outbox, reply)));
    waiting.mappings().forEach(id -> findings.add(mapping(id, waiting.channel(), subject)));
    return findings;
  }

  private static CheckFinding mapping(String id, String channel, CheckSubject subject) {
    String what = CheckWords.mapping(id);
    String region = subject.where().region();
    return subject
        .reader()
        .ask(
            subject.where().account(),
            "lambda:GetEventSourceMapping",
            (clients, credentials) -> clients.lambda(credentials, Region.of(region)),
            lambda -> lambda.mappingState(id))
        .fold(
            state ->
                READING.contains(state)
                    ? subject.ok(CheckWords.reads(channel))
                    : subject.wrong(
                        Problem.QUEUE_NOT_READ,
                        CheckWords.doesNotRead(what, channel),
                        RepairCommands.enableMapping(region, id)),
            () ->
                subject.wrong(
                    Problem.QUEUE_NOT_READ, CheckWords.missing(what), RepairCommands.MONITOR),
            reply -> subject.unknown(what, reply));
  }

  /// Whether a policy of a queue names SNS and the topic, as the stack writes it.
  private static boolean admits(String policy, String topic) {
    return policy.contains(SNS) && policy.contains(topic);
  }

  private static long number(Map<QueueAttributeName, String> attributes) {
    return Long.parseLong(
        attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
  }

  private static AwsResult<Map<QueueAttributeName, String>> attributes(
      String queue, CheckSubject subject) {
    return subject.ask(
        "sqs:GetQueueAttributes",
        SqsClient.class,
        SqsClient::builder,
        client -> {
          String url = client.getQueueUrl(ask -> ask.queueName(queue)).queueUrl();
          return client
              .getQueueAttributes(
                  ask ->
                      ask.queueUrl(url)
                          .attributeNames(
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                              QueueAttributeName.POLICY))
              .attributes();
        });
  }
}
