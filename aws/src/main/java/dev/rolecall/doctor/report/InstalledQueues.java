package dev.rolecall.doctor.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.json.JsonSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the monitor stack says of its queues, in a parameter of its own. Unlike in the description
/// of the installation, fields that are not known are passed over, and a later version may have
/// queues that hold something else: the others are still sent again.
///
/// @param failures what failed
/// @param channels in which messages for channels wait
public record InstalledQueues(List<Kept> failures, List<Waiting> channels) {

  static final String SCHEMA = "rolecall-queues/1";

  private static final JsonMapper JSON = new JsonMapper();
  private static final String QUEUE = "[A-Za-z0-9_-]{1,80}(\\.fifo)?";
  private static final String FUNCTION =
      "arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?";

  public InstalledQueues {
    failures = List.copyOf(failures);
    channels = List.copyOf(channels);
  }

  /// What a failure queue holds.
  public enum Holds {
    /// Events of EventBridge as a function gets them.
    EVENTS,
    /// What Lambda keeps of failed invocations: the event, and why.
    INVOCATIONS,
    /// Messages of another queue.
    MESSAGES,
    /// Events for PagerDuty, which are not sent again.
    PAGES,
    /// Something that a later version put there.
    OTHER
  }

  /// A failure queue.
  ///
  /// @param name for people
  /// @param queue its name
  /// @param to where its content goes again: the ARN of a function, or the name of a queue
  public record Kept(String name, String queue, Holds holds, String to) {}

  /// The queues of a channel.
  ///
  /// @param channel its key
  /// @param inbox the name of the queue that is subscribed to the topics
  /// @param outbox the name of the queue that waits for the channel
  /// @param mappings ids of what hands their messages to the function
  public record Waiting(String channel, String inbox, String outbox, List<String> mappings) {
    public Waiting {
      mappings = List.copyOf(mappings);
    }
  }

  /// Reads the parameter.
  ///
  /// @throws InstallationReader.Misread says what is wrong
  public static InstalledQueues read(String text) throws InstallationReader.Misread {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InstallationReader.Misread(DoctorWords.notJson(JsonSyntax.what(e)));
    }
    String schema = json.path("schema").asText("");
    if (!schema.equals(SCHEMA)) {
      throw new InstallationReader.Misread(DoctorWords.otherValue("schema", schema, SCHEMA));
    }
    List<Kept> failures = new ArrayList<>();
    for (JsonNode one : json.path("failures")) {
      Holds holds = holds(one.path("holds").asText(""));
      failures.add(
          new Kept(
              text(one, "name", "[A-Za-z0-9]{1,64}"),
              text(one, "queue", QUEUE),
              holds,
              text(one, "to", form(holds))));
    }
    List<Waiting> channels = new ArrayList<>();
    for (JsonNode one : json.path("channels")) {
      List<String> mappings = new ArrayList<>();
      for (JsonNode mapping : one.path("mappings")) {
        mappings.add(text("mappings", "[A-Za-z0-9-]{1,64}", mapping));
      }
      channels.add(
          new Waiting(
              text(one, "channel", "[a-z]{1,32}"),
              text(one, "inbox", QUEUE),
              text(one, "outbox", QUEUE),
              mappings));
    }
    return new InstalledQueues(failures, channels);
  }

  private static Holds holds(String name) {
    return Arrays.stream(Holds.values())
        .filter(holds -> holds.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElse(Holds.OTHER);
  }

  private static String form(Holds holds) {
    return switch (holds) {
      case EVENTS, INVOCATIONS -> FUNCTION;
      case MESSAGES -> QUEUE;
      case PAGES, OTHER -> ".{1,2048}";
    };
  }

  private static String text(JsonNode of, String field, String form)
      throws InstallationReader.Misread {
    return text(field, form, of.path(field));
  }

  private static String text(String field, String form, JsonNode value)
      throws InstallationReader.Misread {
    if (!value.isTextual() || !value.textValue().matches(form)) {
      throw new InstallationReader.Misread(
          value.isMissingNode()
              ? DoctorWords.missingField(field)
              : DoctorWords.invalidValue(field, value));
    }
    return value.textValue();
  }
}
