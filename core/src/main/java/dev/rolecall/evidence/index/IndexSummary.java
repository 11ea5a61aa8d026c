package dev.rolecall.evidence.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.AccountId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the index holds.
///
/// @param readAt when reading the organization began
/// @param accounts those that have an entry
public record IndexSummary(Instant readAt, Set<AccountId> accounts) {

  /// The name of the summary's own entry.
  public static final String NAME = "summary";

  private static final ObjectMapper JSON = new ObjectMapper();

  public IndexSummary {
    accounts = Set.copyOf(accounts);
  }

  /// The name of an account's entry.
  public static String entry(AccountId account) {
    return "account-" + account;
  }

  /// As it is kept.
  public byte[] write() {
    ObjectNode json = JSON.createObjectNode().put("readAt", readAt.toString());
    ArrayNode ids = json.putArray("accounts");
    accounts.stream().sorted().map(AccountId::value).forEach(ids::add);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// What was written; empty when it cannot be understood.
  public static Optional<IndexSummary> read(byte[] entry) {
    try {
      JsonNode json = JSON.readTree(entry);
      Set<AccountId> accounts = new HashSet<>();
      json.path("accounts").forEach(id -> AccountId.parse(id.asText("")).ifPresent(accounts::add));
      return Optional.of(new IndexSummary(Instant.parse(json.path("readAt").asText("")), accounts));
    } catch (IOException | DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
