package dev.rolecall.infra.context;

import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.SettingWords;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.constructs.Construct;

/// A topic without any subscriber in the stack, where that is not said to be meant.
public enum UnheardTopic {
  /// Alerts are published, and reach people only where they have subscribed by themselves.
  ALERTS("AlertsUnheard", SettingWords.alertsUnheard()),
  /// Rolecall may fail, and its alarms reach nobody.
  OPERATIONS("OperationsUnheard", SettingWords.operationsUnheard());

  private final String id;
  private final String problem;

  UnheardTopic(String id, String problem) {
    this.id = id;
    this.problem = problem;
  }

  /// Those of an installation.
  public static List<UnheardTopic> of(Settings settings) {
    List<UnheardTopic> topics = new ArrayList<>();
    if (settings.audience().noAlerts()) {
      return topics;
    }
    if (!settings.alertsAreHeard()) {
      topics.add(ALERTS);
    }
    if (settings.operationsEmails().isEmpty() && !settings.audience().noOperations()) {
      topics.add(OPERATIONS);
    }
    return topics;
  }

  /// Warns of them.
  public static void warn(Construct scope, Settings settings) {
    for (UnheardTopic topic : of(settings)) {
      Annotations.of(scope).addWarningV2("rolecall:" + topic.id, topic.problem);
    }
  }

  /// Its id among the outputs.
  public String id() {
    return id;
  }

  /// What is wrong, and the setting to add.
  public String problem() {
    return problem;
  }
}
