package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.DoctorPermissions;
import dev.rolecall.infra.permission.ExplainPermissions;
import dev.rolecall.infra.permission.IncidentPermissions;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.permission.ReadPermissions;
import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.settings.SecretLocation;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.PermissionWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.sns.Topic;

/// What the survey function may do: read the organization and what the installation is made of,
/// keep the index of the organization, and tell who runs Rolecall.
final class SurveyPermissions {

  private SurveyPermissions() {}

  static List<Permission> of(Settings settings, Topics topics, IncidentTable table) {
    List<Permission> permissions = new ArrayList<>();
    settings.reader().ifPresent(reader -> permissions.add(ExplainPermissions.assume(reader)));
    if (settings.organization().read()) {
      permissions.add(ReadPermissions.wholeOrganization());
    }
    permissions.addAll(IncidentPermissions.survey(table));
    permissions.addAll(IncidentPermissions.find(table));
    permissions.addAll(DoctorPermissions.trails());
    permissions.add(rules());
    settings.members().ifPresent(_ -> permissions.add(bus()));
    settings.pagerDuty().ifPresent(_ -> permissions.add(connection()));
    permissions.add(subscriptions(topics));
    settings
        .channelSecrets()
        .forEach((channel, secret) -> permissions.add(secret(channel, secret)));
    permissions.add(
        Permission.narrow(
            "ReadInstallation",
            List.of("ssm:GetParameter"),
            List.of(
                Arns.regional("ssm", "parameter" + InstallationParameter.NAME),
                Arns.regional("ssm", "parameter" + InstallationParameter.QUEUES)),
            PermissionWords.installation()));
    permissions.add(
        Permission.narrow(
            "PublishFindings",
            List.of("sns:Publish"),
            List.of(topics.operations().getTopicArn()),
            PermissionWords.publishFindings()));
    permissions.addAll(queues());
    permissions.add(ExplainPermissions.encrypt(topics));
    return permissions;
  }

  private static Permission rules() {
    return Permission.wide(
        "ReadRules",
        List.of("events:DescribeRule", "events:ListTargetsByRule"),
        List.of(Arns.regional("events", "rule/*")),
        PermissionWords.rules(),
        PermissionWords.circular());
  }

  private static List<Permission> queues() {
    return List.of(
        Permission.wide(
            "ReadQueues",
            List.of("sqs:GetQueueAttributes", "sqs:GetQueueUrl"),
            List.of(Arns.regional("sqs", Aws.STACK_NAME + "-*")),
            PermissionWords.queues(),
            PermissionWords.queuesOfStack()),
        Permission.wide(
            "ReadEventSourceMappings",
            List.of("lambda:GetEventSourceMapping"),
            List.of(Arns.regional("lambda", "event-source-mapping:*")),
            PermissionWords.eventSourceMappings(),
            PermissionWords.unknownMappings()));
  }

  private static Permission bus() {
    return Permission.narrow(
        "ReadBus",
        List.of("events:DescribeEventBus"),
        List.of(Arns.regional("events", "event-bus/" + CentralBus.NAME)),
        PermissionWords.bus());
  }

  private static Permission connection() {
    return Permission.wide(
        "ReadConnection",
        List.of("events:DescribeConnection"),
        List.of(Arns.regional("events", "connection/RolecallMonitor*")),
        PermissionWords.connection(),
        PermissionWords.connectionId());
  }

  private static Permission subscriptions(Topics topics) {
    return Permission.narrow(
        "ReadSubscriptions",
        List.of("sns:ListSubscriptionsByTopic"),
        Stream.concat(topics.inPlace().stream(), Stream.of(topics.operations()))
            .map(Topic::getTopicArn)
            .toList(),
        PermissionWords.subscriptions());
  }

  private static Permission secret(String channel, SecretLocation secret) {
    return Permission.narrow(
        "Find" + channel + "Secret",
        List.of(secret.findAction()),
        List.of(secret.arn()),
        PermissionWords.findSecret(channel));
  }
}
