package dev.rolecall.infra.function;

import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.settings.ResourceNames;
import dev.rolecall.infra.settings.Settings;
import software.amazon.awscdk.services.sns.Topic;

/// What the functions of a stack stand on.
public record Foundation(
    Settings settings,
    Topics topics,
    IncidentTable table,
    CheckQueue checks,
    FunctionDefaults defaults) {

  ResourceNames names() {
    return new ResourceNames(
        table.name(),
        topics.alerts().getTopicArn(),
        topics.updates().map(Topic::getTopicArn),
        checks.queue().getQueueUrl(),
        checks.failures().queue().getQueueUrl());
  }
}
