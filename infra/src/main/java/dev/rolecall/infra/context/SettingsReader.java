package dev.rolecall.infra.context;

import dev.rolecall.explanation.wording.LinkWords;
import dev.rolecall.incident.enumeration.PrivilegedNames;
import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.SecretLocation;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.settings.Settings.Audience;
import dev.rolecall.infra.settings.Settings.Chat;
import dev.rolecall.infra.settings.Settings.Digest;
import dev.rolecall.infra.settings.Settings.Explain;
import dev.rolecall.infra.settings.Settings.Interactive;
import dev.rolecall.infra.settings.Settings.Links;
import dev.rolecall.infra.settings.Settings.Logs;
import dev.rolecall.infra.settings.Settings.Mute;
import dev.rolecall.infra.settings.Settings.Organization;
import dev.rolecall.infra.settings.Settings.PagerDuty;
import dev.rolecall.infra.settings.Settings.Reader;
import dev.rolecall.infra.settings.Settings.Route;
import dev.rolecall.infra.settings.Settings.Slack;
import dev.rolecall.infra.settings.Settings.Webhook;
import dev.rolecall.infra.settings.WebhookChannel;
import dev.rolecall.infra.wording.SettingWords;
import dev.rolecall.installation.AccessPortalUrl;
import dev.rolecall.installation.MuteEnd;
import dev.rolecall.installation.NumericSetting;
import dev.rolecall.installation.RunbookUrl;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the settings and reports everything that is wrong with them.
public final class SettingsReader {

  /// What CloudWatch Logs takes:
  /// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
  public static final List<Integer> RETENTION_DAYS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private final SettingProblems settingProblems = new SettingProblems();

  private SettingsReader() {}

  /// Reads what stands under `rolecall` in the context.
  public static SettingsReading read(Map<?, ?> context) {
    SettingsReader reader = new SettingsReader();
    Settings settings = reader.settings(new Entries("rolecall", context, reader.settingProblems));
    return reader.settingProblems.sentences().isEmpty()
        ? new SettingsReading.Valid(settings)
        : new SettingsReading.Invalid(reader.settingProblems.sentences());
  }

  private Settings settings(Entries entries) {
    Optional<Members> members = entries.object("members", MembersReader::read);
    Settings settings =
        new Settings(
            entries.flag("explainOtherErrors", false),
            entries.flag("serviceFailures", false),
            explain(entries),
            numbers(entries),
            entries.objects("mutes", SettingsReader::mute),
            entries.texts("ownerTags", SettingFormat.TAG_NAME, List.of("owner", "team")),
            entries.texts(
                "privilegedRoles", SettingFormat.ROLE_WORD, PrivilegedNames.STANDARD.words()),
            new Links(
                entries.text("runbookUrl", RunbookUrl::parse, LinkWords.runbookForm()),
                entries.text(
                    "accessPortalUrl", AccessPortalUrl::parse, LinkWords.accessPortalForm())),
            new Logs(
                entries.text("logLevel", SettingFormat.LOG_LEVEL).orElse("INFO"),
                entries.oneOf("logRetentionDays", RETENTION_DAYS, 90)),
            entries.flag("snapStart", true),
            new Organization(
                entries.flag("readOrganization", true),
                entries.text("organizationAccount", SettingFormat.ACCOUNT)),
            reader(entries, members),
            members,
            entries.texts("emails", SettingFormat.EMAIL),
            entries.texts("operationsEmails", SettingFormat.EMAIL),
            digest(entries),
            entries.object("slack", SettingsReader::slack),
            webhooks(entries),
            entries.object("chat", SettingsReader::chat),
            entries.flag("events", true),
            entries.object("pagerDuty", SettingsReader::pagerDuty),
            audience(entries),
            entries.named("tags", SettingFormat.TAG_NAME, SettingFormat.TAG_VALUE));
    contradictions(entries, settings);
    audience(entries, settings);
    EnvironmentLimit.check(settings, settingProblems);
    entries.end();
    return settings;
  }

  private static Explain explain(Entries entries) {
    return new Explain(
        entries.number("memoryMegabytes", 512, 10_240, 1024),
        entries.number("reservedConcurrency", 0, 1000, 5));
  }

  private static SortedMap<NumericSetting, Integer> numbers(Entries entries) {
    SortedMap<NumericSetting, Integer> numbers = new TreeMap<>(numbers(entries, ""));
    numbers.putAll(entries.section("incidents", section -> numbers(section, "incidents")));
    return numbers;
  }

  private static Map<NumericSetting, Integer> numbers(Entries entries, String section) {
    return Stream.of(NumericSetting.values())
        .filter(setting -> setting.section().equals(section))
        .collect(Collectors.toMap(setting -> setting, setting -> number(entries, setting)));
  }

  private static int number(Entries entries, NumericSetting setting) {
    return setting.zeroIsOff()
        ? entries.numberOrZero(setting.key(), setting.least(), setting.most(), setting.standard())
        : entries.number(setting.key(), setting.least(), setting.most(), setting.standard());
  }

  private static Mute mute(Entries entries) {
    Map<String, String> covers =
        entries.texts(
            Map.of(
                "caller", SettingFormat.CALLER_ARN,
                "role", SettingFormat.ROLE_ARN,
                "account", SettingFormat.ACCOUNT,
                "cause", SettingFormat.CAUSE));
    if (entries.hasNone(List.of("caller", "role", "account", "cause"))) {
      entries.problem(
          place -> SettingWords.needsOneOf(place, "caller", "role", "account", "cause"));
    }
    return new Mute(
        covers,
        entries
            .required("until", MuteEnd::parse, MuteEnd.FORM)
            .orElse(new MuteEnd("", Instant.MAX)),
        entries.text("reason", SettingFormat.REASON));
  }

  /// Without members, who wants other accounts to be read says how; with members there always is a
  /// role, which the member stack makes.
  private static Optional<Reader> reader(Entries entries, Optional<Members> members) {
    return members
        .map(present -> entries.section("reader", it -> memberReader(it, present.whose())))
        .or(() -> entries.object("reader", SettingsReader::reader));
  }

  private static Reader memberReader(Entries entries, Members.Whose whose) {
    String roleName = entries.text("roleName", SettingFormat.ROLE_NAME).orElse(Reader.NAME);
    Optional<String> externalId = entries.text("externalId", SettingFormat.EXTERNAL_ID);
    return switch (whose) {
      case Members.Whose.Organization(String id) ->
          new Reader(roleName, externalId.or(() -> Optional.of(id)));
      case Members.Whose.Accounts _ -> {
        if (entries.hasNone(List.of("externalId"))) {
          entries.contradiction(
              "externalId", place -> SettingWords.noDefault(place, "members.accounts"));
        }
        yield new Reader(roleName, externalId);
      }
    };
  }

  private static Reader reader(Entries entries) {
    return new Reader(
        entries.required("roleName", SettingFormat.ROLE_NAME),
        entries.text("externalId", SettingFormat.EXTERNAL_ID));
  }

  private static Optional<Digest> digest(Entries entries) {
    int hourUtc = entries.number("digestHourUtc", 0, 23, 7);
    return entries
        .text("digest", SettingFormat.DIGEST)
        .flatMap(
            text ->
                Arrays.stream(Digest.Period.values())
                    .filter(period -> period.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst())
        .map(period -> new Digest(period, hourUtc));
  }

  private static Slack slack(Entries entries) {
    return new Slack(
        SecretLocation.of(entries.required("secret", SettingFormat.SECRET)),
        entries.text("kmsKey", SettingFormat.KEY_ARN),
        entries.text("channel", SettingFormat.CHANNEL),
        entries.objects("routes", SettingsReader::route),
        entries.named("owners", SettingFormat.OWNER, SettingFormat.MENTION),
        entries.text("api", SettingFormat.HTTPS),
        entries.object("interactive", SettingsReader::interactive),
        entries.number("reservedConcurrency", 0, 1000, 4));
  }

  private static Interactive interactive(Entries entries) {
    return new Interactive(
        entries.flag("why", true),
        entries.texts("workspaces", SettingFormat.SLACK_TEAM),
        entries.number("reservedConcurrency", 0, 1000, 2));
  }

  private static SortedMap<WebhookChannel, Webhook> webhooks(Entries entries) {
    SortedMap<WebhookChannel, Webhook> webhooks = new TreeMap<>();
    for (WebhookChannel channel : WebhookChannel.values()) {
      entries
          .object(channel.key(), SettingsReader::webhook)
          .ifPresent(webhook -> webhooks.put(channel, webhook));
    }
    return webhooks;
  }

  private static Webhook webhook(Entries entries) {
    return new Webhook(
        SecretLocation.of(entries.required("secret", SettingFormat.SECRET)),
        entries.text("kmsKey", SettingFormat.KEY_ARN),
        entries.number("reservedConcurrency", 0, 1000, 4));
  }

  private static Route route(Entries entries) {
    return new Route(
        entries.required("channel", SettingFormat.CHANNEL),
        entries.texts(
            Map.of(
                "account", SettingFormat.ACCOUNT,
                "roleAccount", SettingFormat.ACCOUNT,
                "cause", SettingFormat.CAUSE,
                "severity", SettingFormat.SEVERITY)),
        entries.number("repeatMinutes", 5, 1440));
  }

  private static Chat chat(Entries entries) {
    return new Chat(
        entries.required("slackWorkspaceId", SettingFormat.SLACK_WORKSPACE),
        entries.required("slackChannelId", SettingFormat.SLACK_CHANNEL));
  }

  private static PagerDuty pagerDuty(Entries entries) {
    return new PagerDuty(
        SecretLocation.of(entries.required("secret", SettingFormat.SECRET_OF_SECRETS_MANAGER)),
        entries
            .text("serviceRegion", SettingFormat.PAGER_DUTY_REGION)
            .map(region -> PagerDuty.ServiceRegion.valueOf(region.toUpperCase(Locale.ROOT)))
            .orElse(PagerDuty.ServiceRegion.US));
  }

  private static Audience audience(Entries entries) {
    return new Audience(
        entries.text("alerts", SettingFormat.NONE).isPresent(),
        entries.text("operations", SettingFormat.NONE).isPresent(),
        entries.flag("strict", false));
  }

  private void audience(Entries entries, Settings settings) {
    if (settings.pagerDuty().isPresent() && !settings.events()) {
      entries.contradiction("pagerDuty", place -> SettingWords.setDespite(place, "events", false));
    }
    if (settings.audience().noAlerts() && settings.alertsAreHeard()) {
      entries.contradiction("alerts", SettingWords::noneDespiteChannels);
    }
    if (settings.audience().noOperations() && !settings.operationsEmails().isEmpty()) {
      entries.contradiction(
          "operations", place -> SettingWords.noneDespite(place, "operationsEmails"));
    }
    if (settings.audience().strict()) {
      UnheardTopic.of(settings).forEach(topic -> settingProblems.add(topic.problem()));
    }
  }

  private static void contradictions(Entries entries, Settings settings) {
    if (settings.organization().account().isEmpty()) {
      return;
    }
    if (!settings.organization().read()) {
      entries.contradiction(
          "organizationAccount",
          place -> SettingWords.setDespite(place, "readOrganization", false));
    }
    if (settings.reader().isEmpty()) {
      entries.contradiction(
          "organizationAccount", place -> SettingWords.setWithout(place, "reader.roleName"));
    }
  }
}
