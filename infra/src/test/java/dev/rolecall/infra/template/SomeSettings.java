package dev.rolecall.infra.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.lang3.StringUtils;

/// Settings by chance, as `cdk.json` has them and as parameters.
final class SomeSettings {

  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab";
  private static final List<String> SECRETS =
      List.of(
          "secretsmanager:team/rolecall",
          "secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:rolecall-AbCdEf",
          "ssm:/team/rolecall");

  private final Random random;
  private final Map<String, Object> settings = new TreeMap<>();
  private final Map<String, String> parameters = new TreeMap<>();

  /// @param seed the same always gives the same settings
  SomeSettings(long seed) {
    random = new Random(seed);
    boolean reserves = flag("ReserveConcurrency");
    if (!reserves) {
      settings.put("reservedConcurrency", 0);
    }
    for (String flag :
        List.of(
            "Events", "SnapStart", "ExplainOtherErrors", "ServiceFailures", "ReadOrganization")) {
      settings.put(StringUtils.uncapitalize(flag), flag(flag));
    }
    if (random.nextBoolean()) {
      slack(reserves);
    }
    if (random.nextBoolean()) {
      teams(reserves);
    }
    if (random.nextBoolean()) {
      settings.put("chat", Map.of("slackWorkspaceId", "T0123456789", "slackChannelId", "C0123"));
      parameters.put("ChatSlackWorkspaceId", "T0123456789");
      parameters.put("ChatSlackChannelId", "C0123");
    }
    emails();
    reader();
    String digest = one(List.of("none", "daily", "weekly"));
    settings.put("digest", digest);
    parameters.put("Digest", digest);
    number("digestHourUtc", "DigestHourUtc", random.nextInt(24));
    number("memoryMegabytes", "MemoryMegabytes", 512 + random.nextInt(1000));
    number("cacheSeconds", "CacheSeconds", random.nextInt(3600));
    String level = one(List.of("DEBUG", "INFO", "WARN"));
    settings.put("logLevel", level);
    parameters.put("LogLevel", level);
  }

  private void slack(boolean reserves) {
    Map<String, Object> slack = new TreeMap<>();
    slack.put("secret", secret("SlackSecret"));
    optional(slack, "kmsKey", "SlackKmsKeyArn", KEY);
    optional(slack, "channel", "SlackChannel", "C0123456789");
    boolean buttons = flag("SlackButtons");
    if (buttons) {
      slack.put("interactive", reserves ? Map.of() : Map.of("reservedConcurrency", 0));
    }
    if (!reserves) {
      slack.put("reservedConcurrency", 0);
    }
    settings.put("slack", slack);
  }

  private void teams(boolean reserves) {
    Map<String, Object> teams = new TreeMap<>();
    teams.put("secret", secret("TeamsSecret"));
    optional(teams, "kmsKey", "TeamsKmsKeyArn", KEY);
    if (!reserves) {
      teams.put("reservedConcurrency", 0);
    }
    settings.put("teams", teams);
  }

  private void emails() {
    boolean heard =
        settings.keySet().stream().anyMatch(List.of("slack", "teams", "chat")::contains);
    if (random.nextBoolean()) {
      settings.put("emails", List.of("oncall@example.com"));
      parameters.put("AlertEmail", "oncall@example.com");
    } else if (!heard && random.nextBoolean()) {
      settings.put("alerts", "none");
      parameters.put("AlertRecipients", "none");
    }
    if (random.nextBoolean()) {
      settings.put("operationsEmails", List.of("platform@example.com"));
      parameters.put("OperationsEmail", "platform@example.com");
    } else if (random.nextBoolean()) {
      settings.put("operations", "none");
      parameters.put("OperationsRecipients", "none");
    }
  }

  private void reader() {
    if (random.nextBoolean()) {
      Map<String, Object> reader = new TreeMap<>();
      reader.put("roleName", "Audit");
      parameters.put("ReaderRoleName", "Audit");
      optional(reader, "externalId", "ReaderExternalId", "rolecall-7f3a");
      settings.put("reader", reader);
      if (Boolean.TRUE.equals(settings.get("readOrganization"))) {
        optional(settings, "organizationAccount", "OrganizationAccount", "444455556666");
      }
    }
  }

  private boolean flag(String parameter) {
    boolean on = random.nextBoolean();
    parameters.put(parameter, String.valueOf(on));
    return on;
  }

  private String secret(String parameter) {
    String secret = one(SECRETS);
    parameters.put(parameter, secret);
    return secret;
  }

  private void optional(Map<String, Object> object, String key, String parameter, String value) {
    if (random.nextBoolean()) {
      object.put(key, value);
      parameters.put(parameter, value);
    }
  }

  private void number(String key, String parameter, int value) {
    settings.put(key, value);
    parameters.put(parameter, String.valueOf(value));
  }

  private String one(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  String settings() throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(settings);
  }

  Map<String, String> parameters() {
    return Collections.unmodifiableMap(parameters);
  }
}
