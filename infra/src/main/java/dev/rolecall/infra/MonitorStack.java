package dev.rolecall.infra;

import dev.rolecall.infra.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/// What watches one account and region: rule, explain function, topic, and what writes to people.
public final class MonitorStack extends Stack {

  /// Adds the stack to an app.
  ///
  /// @param jar the code of the functions
  public MonitorStack(Construct scope, String id, StackProps props, Settings settings, Path jar) {
    super(scope, id, props);
    Key key = TopicKey.create(this, "TopicKey");
    NotificationTopic alerts =
        new NotificationTopic(this, "Alerts", "Rolecall", key, settings.emails());
    NotificationTopic operations =
        new NotificationTopic(
            this, "Operations", "Rolecall operations", key, settings.operationsEmails());
    operations.admitAlarms();

    SnapStartFunction explain = ExplainFunction.create(this, settings, alerts, jar);
    DenialRule rule = DenialRule.create(this, settings.explainOtherErrors(), explain.live());
    Optional<SlackFunction> slack =
        settings.slack().map(it -> SlackFunction.create(this, settings, it, alerts.topic(), jar));
    settings.chat().ifPresent(chat -> ChatChannel.create(this, chat, alerts.topic()));

    Parts parts = new Parts(rule, explain, alerts, slack, operations);
    new Alarms(this, "Alarms", parts);
    Outputs.add(this, parts, Overview.create(this, parts));
    tag("application", "rolecall");
    settings.tags().forEach(this::tag);
  }

  // Not every region's CloudFormation knows tags of dashboards.
  private void tag(String key, String value) {
    Tags.of(this)
        .add(
            key,
            value,
            TagProps.builder().excludeResourceTypes(List.of("AWS::CloudWatch::Dashboard")).build());
  }
}
