package dev.rolecall.infra.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.settings.Settings.Capacity;
import dev.rolecall.infra.settings.Settings.Chat;
import dev.rolecall.infra.settings.Settings.Deadlines;
import dev.rolecall.infra.settings.Settings.Reader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads the object `rolecall` of the context. Finds everything that is wrong, not only the first.
public final class SettingsReader {

  /// The key of the context, and what the name of every setting starts with.
  public static final String KEY = "rolecall";

  // Together the two must leave a function of 30 seconds time to publish.
  private static final int LONGEST_READING = 20;

  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
  private static final Set<Integer> RETENTIONS =
      new TreeSet<>(
          Set.of(
              1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
              2922, 3288, 3653));

  private SettingsReader() {}

  /// Reads `values`; what is left out has its usual value.
  public static SettingsReading read(JsonNode values) {
    Problems problems = new Problems();
    if (!(values instanceof ObjectNode object)) {
      problems.wrong(KEY, values, "an object");
      return new SettingsReading.Invalid(problems.sentences());
    }
    Settings settings = Section.read(KEY, object, problems, SettingsReader::settings);
    return problems.sentences().isEmpty()
        ? new SettingsReading.Valid(settings)
        : new SettingsReading.Invalid(problems.sentences());
  }

  private static Settings settings(Section section) {
    Settings settings =
        new Settings(
            section.flag("explainOtherErrors", false),
            section.flag("readOrganization", true),
            section.text("organizationAccount", Kind.ACCOUNT),
            section.object("readerRole", SettingsReader::reader),
            deadlines(section),
            capacity(section, 1024, 5),
            section.text("logLevel", Kind.LOG_LEVEL).orElse("INFO"),
            section.number(
                "logRetentionDays", 90, RETENTIONS::contains, "one of " + inWords(RETENTIONS)),
            section.object("slack", SlackReader::read),
            section.object("chat", SettingsReader::chat),
            distinct(section, "emails"),
            distinct(section, "operationsEmails"),
            section.map("tags", Kind.TAG_KEY, Kind.TAG_VALUE));
    together(section, settings);
    return settings;
  }

  private static void together(Section section, Settings settings) {
    if (settings.organizationAccount().isPresent() && settings.reader().isEmpty()) {
      section.contradiction(
          "`rolecall.organizationAccount` needs `rolecall.readerRole`, the role that is assumed"
              + " there; leave it out when this account reads the organization itself");
    }
    if (settings.organizationAccount().isPresent() && !settings.readOrganization()) {
      section.contradiction(
          "`rolecall.organizationAccount` says nothing while `rolecall.readOrganization` is false");
    }
    Deadlines deadlines = settings.deadlines();
    if (deadlines.evidenceSeconds() + deadlines.changesSeconds() > LONGEST_READING) {
      section.contradiction(
          "`rolecall.evidenceDeadlineSeconds` and `rolecall.changesDeadlineSeconds` are %d together: they must leave time to publish and be %d at most"
              .formatted(
                  deadlines.evidenceSeconds() + deadlines.changesSeconds(), LONGEST_READING));
    }
    // CloudFormation takes 50 tags, and one is our own.
    if (settings.tags().size() > 49) {
      section.contradiction(
          "`rolecall.tags` has %d tags: at most 49 are possible".formatted(settings.tags().size()));
    }
  }

  private static Reader reader(Section section) {
    return new Reader(
        section.required("name", Kind.ROLE_NAME), section.text("externalId", Kind.EXTERNAL_ID));
  }

  private static Deadlines deadlines(Section section) {
    return new Deadlines(
        section.number("evidenceDeadlineSeconds", 8, 1, LONGEST_READING),
        section.number("changesDeadlineSeconds", 4, 1, LONGEST_READING),
        section.number("cacheSeconds", 60, 0, 3600));
  }

  private static String inWords(Set<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  static Capacity capacity(Section section, int memory, int concurrency) {
    return new Capacity(
        section.number("memoryMegabytes", memory, 256, 10240),
        section.number("reservedConcurrency", concurrency, 0, 1000));
  }

  private static Chat chat(Section section) {
    return new Chat(
        section.required("slackWorkspaceId", Kind.WORKSPACE),
        section.required("slackChannelId", Kind.CHANNEL));
  }

  // SNS has one subscription an address, whatever the case of the domain.
  private static List<String> distinct(Section section, String key) {
    List<String> addresses = section.texts(key, Kind.EMAIL);
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Optional<String> twice = addresses.stream().filter(address -> !seen.add(address)).findFirst();
    twice.ifPresent(
        address -> section.contradiction("`rolecall.%s` has `%s` twice".formatted(key, address)));
    return addresses;
  }
}
