package dev.rolecall.infra.settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the functions that read AWS are told, but for their roles.
public final class ExplainEnvironment {

  public static final String OWN_ROLE = "ROLECALL_OWN_ROLE_ARN";
  public static final String SWEEP_ROLE = "ROLECALL_SWEEP_ROLE_ARN";
  public static final String SURVEY_ROLE = "ROLECALL_SURVEY_ROLE_ARN";
  public static final String MUTES = "ROLECALL_MUTES";
  public static final String OWNER_TAGS = "ROLECALL_OWNER_TAGS";

  private ExplainEnvironment() {}

  public static Map<String, String> of(Settings settings, ResourceNames resourceNames) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("ROLECALL_TABLE", resourceNames.table());
    environment.put("ROLECALL_TOPIC_ARN", resourceNames.alerts());
    resourceNames
        .updates()
        .ifPresent(topic -> environment.put("ROLECALL_UPDATES_TOPIC_ARN", topic));
    environment.putAll(reading(settings));
    environment.putAll(incidents(settings.incidents()));
    environment.put(
        MUTES, SettingsJson.of(settings.mutes().stream().map(ExplainEnvironment::mute).toList()));
    if (!settings.ownerTags().isEmpty()) {
      environment.put(OWNER_TAGS, String.join(",", settings.ownerTags()));
    }
    if (!settings.webhooks().isEmpty()) {
      environment.put(
          "ROLECALL_CHANNELS",
          settings.webhooks().keySet().stream()
              .map(WebhookChannel::key)
              .collect(Collectors.joining(",")));
    }
    return environment;
  }

  private static Map<String, String> reading(Settings settings) {
    Settings.Explain explain = settings.explain();
    Map<String, String> environment = new TreeMap<>();
    put(environment, "ROLECALL_EVIDENCE_DEADLINE_SECONDS", explain.evidenceDeadlineSeconds());
    put(environment, "ROLECALL_CHANGES_DEADLINE_SECONDS", explain.changesDeadlineSeconds());
    put(environment, "ROLECALL_CACHE_SECONDS", explain.cacheSeconds());
    settings
        .reader()
        .ifPresent(
            reader -> {
              environment.put("ROLECALL_READER_ROLE_NAME", reader.roleName());
              reader
                  .externalId()
                  .ifPresent(secret -> environment.put("ROLECALL_READER_EXTERNAL_ID", secret));
            });
    if (settings.organization().read()) {
      environment.put("ROLECALL_ORGANIZATION_INDEX", "on");
    }
    settings
        .organization()
        .account()
        .ifPresent(account -> environment.put("ROLECALL_ORGANIZATION_ACCOUNT", account));
    return environment;
  }

  private static Map<String, String> incidents(Settings.Incidents incidents) {
    Map<String, String> environment = new TreeMap<>();
    put(environment, "ROLECALL_REMINDER_MINUTES", incidents.reminderMinutes());
    put(environment, "ROLECALL_UPDATE_SECONDS", incidents.updateSeconds());
    put(environment, "ROLECALL_PROPAGATION_SECONDS", incidents.propagationSeconds());
    put(environment, "ROLECALL_QUIET_HOURS", incidents.quietHours());
    put(environment, "ROLECALL_ENUMERATION_ROLES", incidents.enumerationRoles());
    put(environment, "ROLECALL_ENUMERATION_MINUTES", incidents.enumerationMinutes());
    return environment;
  }

  private static Map<String, String> mute(Settings.Mute mute) {
    Map<String, String> json = new TreeMap<>(mute.covers());
    json.put("until", mute.until().text());
    mute.reason().ifPresent(reason -> json.put("reason", reason));
    return json;
  }

  private static void put(Map<String, String> environment, String name, int number) {
    environment.put(name, String.valueOf(number));
  }
}
