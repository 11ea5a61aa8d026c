package dev.rolecall.infra.template;

import dev.rolecall.infra.wording.TemplateWords;
import org.apache.commons.text.CaseUtils;

/// A parameter of the template, but for the numbers of [dev.rolecall.installation.NumericSetting].
enum TemplateParameter {
  CODE_BUCKET(Group.CODE, TemplateWords.codeBucket()),
  CODE_KEY(Group.CODE, TemplateWords.codeKey()),
  CODE_OBJECT_VERSION(Group.CODE, TemplateWords.codeObjectVersion()),
  ALERT_EMAIL(Group.ALERTS, TemplateWords.alertEmail()),
  SLACK_SECRET(Group.ALERTS, TemplateWords.slackSecret()),
  SLACK_CHANNEL(Group.ALERTS, TemplateWords.slackChannel()),
  SLACK_KMS_KEY_ARN(Group.ALERTS, TemplateWords.kmsKey()),
  SLACK_BUTTONS(Group.ALERTS, TemplateWords.slackButtons()),
  TEAMS_SECRET(Group.ALERTS, TemplateWords.teamsSecret()),
  TEAMS_KMS_KEY_ARN(Group.ALERTS, TemplateWords.kmsKey()),
  CHAT_SLACK_WORKSPACE_ID(Group.ALERTS, TemplateWords.chatWorkspace()),
  CHAT_SLACK_CHANNEL_ID(Group.ALERTS, TemplateWords.chatChannel()),
  DIGEST(Group.ALERTS, TemplateWords.digest()),
  DIGEST_HOUR_UTC(Group.ALERTS, TemplateWords.digestHour()),
  EVENTS(Group.ALERTS, TemplateWords.events()),
  ALERT_RECIPIENTS(Group.ALERTS, TemplateWords.alertRecipients()),
  OPERATIONS_EMAIL(Group.OPERATIONS, TemplateWords.operationsEmail()),
  OPERATIONS_RECIPIENTS(Group.OPERATIONS, TemplateWords.operationsRecipients()),
  EXPLAIN_OTHER_ERRORS(Group.DENIALS, TemplateWords.otherErrors()),
  SERVICE_FAILURES(Group.DENIALS, TemplateWords.serviceFailures()),
  READER_ROLE_NAME(Group.READING, TemplateWords.readerRole()),
  READER_EXTERNAL_ID(Group.READING, TemplateWords.readerExternalId()),
  READ_ORGANIZATION(Group.READING, TemplateWords.readOrganization()),
  ORGANIZATION_ACCOUNT(Group.READING, TemplateWords.organizationAccount()),
  MEMORY_MEGABYTES(Group.FUNCTIONS, TemplateWords.memory()),
  RESERVE_CONCURRENCY(Group.FUNCTIONS, TemplateWords.reserveConcurrency()),
  SNAP_START(Group.FUNCTIONS, TemplateWords.snapStart()),
  LOG_LEVEL(Group.FUNCTIONS, TemplateWords.logLevel()),
  LOG_RETENTION_DAYS(Group.FUNCTIONS, TemplateWords.logRetention());

  private final Group group;
  private final String description;

  TemplateParameter(Group group, String description) {
    this.group = group;
    this.description = description;
  }

  /// Parameters that the console shows together.
  enum Group {
    CODE(TemplateWords.codeGroup()),
    ALERTS(TemplateWords.alertsGroup()),
    OPERATIONS(TemplateWords.operationsGroup()),
    DENIALS(TemplateWords.denialsGroup()),
    READING(TemplateWords.readingGroup()),
    INCIDENTS(TemplateWords.incidentsGroup()),
    FUNCTIONS(TemplateWords.functionsGroup());

    private final String label;

    Group(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  Group group() {
    return group;
  }

  /// Its name, such as `CodeBucket`.
  String id() {
    return CaseUtils.toCamelCase(name(), true, '_');
  }

  /// What it is for.
  String description() {
    return description;
  }
}
