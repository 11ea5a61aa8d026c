package dev.rolecall.lambda.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.state.MuteRule;
import dev.rolecall.installation.MuteEnd;
import dev.rolecall.lambda.wording.EnvironmentWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Mutes as the environment has them: a JSON list of objects with `until` and at least one of
/// `caller`, `role`, `account` and `cause`; `reason` is for people.
final class MuteList {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KNOWN =
      Set.of("caller", "role", "account", "cause", "until", "reason");

  private MuteList() {}

  /// @throws IllegalArgumentException says which mute is wrong, and why
  static List<MuteRule> parse(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    JsonNode list = tree(text);
    if (!list.isArray()) {
      throw new IllegalArgumentException(EnvironmentWords.notAJsonList());
    }
    List<MuteRule> mutes = new ArrayList<>();
    for (JsonNode one : list) {
      mutes.add(mute(one, EnvironmentWords.mute(mutes.size() + 1)));
    }
    return mutes;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(EnvironmentWords.notJson(), e);
    }
  }

  private static MuteRule mute(JsonNode json, String name) {
    Set<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(EnvironmentWords.unknownKeys(name, unknown));
    }
    MuteRule muteRule =
        new MuteRule(
            text(json, "caller"),
            text(json, "role"),
            text(json, "account").map(id -> account(id, name)),
            text(json, "cause").map(code -> cause(code, name)),
            text(json, "until")
                .flatMap(MuteEnd::parse)
                .map(MuteEnd::end)
                .orElseThrow(
                    () -> new IllegalArgumentException(EnvironmentWords.muteWithoutEnd(name))));
    if (muteRule.caller().isEmpty()
        && muteRule.role().isEmpty()
        && muteRule.account().isEmpty()
        && muteRule.cause().isEmpty()) {
      throw new IllegalArgumentException(EnvironmentWords.mutesEverything(name));
    }
    return muteRule;
  }

  private static String account(String id, String name) {
    return AccountId.parse(id)
        .map(AccountId::value)
        .orElseThrow(() -> new IllegalArgumentException(EnvironmentWords.muteOfNoAccount(name)));
  }

  private static CauseCode cause(String code, String name) {
    try {
      return CauseCode.valueOf(code);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EnvironmentWords.muteOfNoCause(name, code), e);
    }
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
  }
}
