package dev.rolecall.gate.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.denial.AccountId;
import dev.rolecall.gate.wording.PlanWords;
import dev.rolecall.json.JsonSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the output of `terraform show -json PLAN`: what it changes in IAM. [JSON output
/// format](https://developer.hashicorp.com/terraform/internals/json-format)
///
/// What is used must be as Terraform writes it; all the rest is passed over and not kept.
public final class PlanReader {

  private static final JsonMapper JSON = new JsonMapper();

  private final JsonParser parser;
  private final List<ResourceChange> changes = new ArrayList<>();
  private boolean versioned;
  private boolean listed;
  private boolean whole = true;

  private PlanReader(JsonParser parser) {
    this.parser = parser;
  }

  /// Reads the plan in `in`.
  ///
  /// @param account where resources are whose account the plan does not tell
  public static PlanReading read(InputStream in, Optional<AccountId> account) {
    try (JsonParser parser = JSON.createParser(in)) {
      PlanReader plan = new PlanReader(parser);
      plan.read();
      return new PlanFollower(plan.changes, account).follow(plan.whole);
    } catch (MalformedPlan malformed) {
      return new PlanReading.Unreadable(malformed.problem());
    } catch (JsonProcessingException e) {
      return new PlanReading.Unreadable(PlanWords.notJson(JsonSyntax.what(e)));
    } catch (IOException e) {
      return new PlanReading.Unreadable(PlanWords.unreadable(String.valueOf(e.getMessage())));
    }
  }

  private void read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedPlan("", PlanWords.notAnObject());
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "format_version" -> version();
        case "resource_changes" -> changes();
        case "errored" -> errored();
        case "complete" -> whole = parser.currentToken() != JsonToken.VALUE_FALSE;
        default -> parser.skipChildren();
      }
    }
    if (!versioned) {
      throw new MalformedPlan("", PlanWords.without("format_version"));
    }
    if (!listed) {
      throw new MalformedPlan("", PlanWords.without("resource_changes"));
    }
  }

  private void version() throws IOException {
    String version = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    if (!version.matches("[01]\\.\\d+")) {
      throw new MalformedPlan("format_version", PlanWords.unknownVersion(version));
    }
    versioned = true;
  }

  private void errored() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_TRUE) {
      throw new MalformedPlan("errored", PlanWords.incompletePlan());
    }
    parser.skipChildren();
  }

  private void changes() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedPlan("resource_changes", PlanWords.mustBeAList());
    }
    listed = true;
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String where = "resource_changes[" + index++ + "]";
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new MalformedPlan(where, PlanWords.mustBeAnObject());
      }
      JsonNode resource = parser.readValueAsTree();
      if (PlanFollower.mayMatter(resource.path("type").asText())) {
        ResourceChange.of(resource, where).ifPresent(changes::add);
      }
    }
  }
}
