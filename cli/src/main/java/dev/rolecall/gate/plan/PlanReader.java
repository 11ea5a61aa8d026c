package dev.rolecall.gate.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rolecall.gate.plan.PlanAccounts.KnownResource;
import dev.rolecall.gate.wording.PlanWords;
import dev.rolecall.json.JsonSyntax;
import dev.rolecall.problem.InputWords;
import dev.rolecall.problem.JsonWords;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the output of `terraform show -json PLAN`: what it changes in IAM. [JSON output
/// format](https://developer.hashicorp.com/terraform/internals/json-format)
///
/// What is used must be as Terraform or OpenTofu writes it; all the rest is passed over and not
/// kept. A change that is not there changes nothing: Terraform leaves `resource_changes` out where
/// it would be empty.
public final class PlanReader {

  private static final JsonMapper JSON = new JsonMapper();

  private final JsonParser parser;
  private final List<ResourceChange> changes = new ArrayList<>();
  private final List<ResourceChange> deferred = new ArrayList<>();
  private final Set<String> changed = new HashSet<>();
  private final List<KnownResource> known = new ArrayList<>();
  private JsonNode configuration = MissingNode.getInstance();
  private JsonNode variables = MissingNode.getInstance();
  private boolean versioned;
  private boolean planned;
  private boolean state;
  private boolean complete = true;
  private boolean listsDeferred;

  private PlanReader(JsonParser parser) {
    this.parser = parser;
  }

  /// Reads the plan in `in`, gzipped, in UTF-16 or in the output of a wrapper, too.
  public static PlanReading read(InputStream in, AccountOptions options) {
    try (InputStream json = PlanInput.json(in);
        JsonParser parser = JSON.createParser(json)) {
      PlanReader plan = new PlanReader(parser);
      plan.read();
      PlanInput.requireNoOther(parser, json);
      return new PlanFollower(plan.content(), options).follow();
    } catch (MalformedPlan malformed) {
      return new PlanReading.Unreadable(malformed.problem());
    } catch (JsonProcessingException e) {
      return new PlanReading.Unreadable(PlanWords.notJson(JsonSyntax.what(e)));
    } catch (IOException e) {
      return new PlanReading.Unreadable(InputWords.unreadable(String.valueOf(e.getMessage())));
    }
  }

  private PlanContent content() {
    return new PlanContent(
        changes,
        deferred,
        changed,
        known,
        new PlanProviders(configuration, variables),
        complete || listsDeferred);
  }

  private void read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedPlan("", PlanWords.notAnObject());
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "format_version" -> version();
        case "resource_changes" -> {
          planned = true;
          changes();
        }
        case "deferred_changes" -> deferredChanges();
        case "variables" -> variables = parser.readValueAsTree();
        case "configuration" -> {
          planned = true;
          configuration = parser.readValueAsTree();
        }
        case "prior_state" -> state(parser);
        case "errored" -> errored();
        case "complete" -> complete = parser.currentToken() != JsonToken.VALUE_FALSE;
        case "planned_values", "output_changes", "applyable" -> {
          planned = true;
          parser.skipChildren();
        }
        case "values", "lineage" -> {
          state = true;
          parser.skipChildren();
        }
        case "@level" -> throw new MalformedPlan("", PlanWords.logLines());
        case "encrypted_data" -> throw new MalformedPlan("", PlanWords.encrypted());
        default -> parser.skipChildren();
      }
    }
    if (state && !planned) {
      throw new MalformedPlan("", PlanWords.stateFile());
    }
    if (!versioned) {
      throw new MalformedPlan("", PlanWords.without("format_version"));
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
    list("resource_changes");
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      change("resource_changes[" + index++ + "]", object(index - 1, "resource_changes"))
          .ifPresent(changes::add);
    }
  }

  private void deferredChanges() throws IOException {
    list("deferred_changes");
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      listsDeferred = true;
      JsonNode resource = object(index, "deferred_changes").path("resource_change");
      change("deferred_changes[" + index++ + "].resource_change", resource)
          .ifPresent(deferred::add);
    }
  }

  private void list(String where) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedPlan(where, JsonWords.mustBe(JsonWords.list()));
    }
  }

  private JsonNode object(int index, String list) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedPlan(list + "[" + index + "]", JsonWords.mustBe(JsonWords.object()));
    }
    return parser.readValueAsTree();
  }

  private Optional<ResourceChange> change(String where, JsonNode resource) throws MalformedPlan {
    String type = resource.path("type").asText();
    String address = resource.path("address").asText();
    if (!ResourceChange.leavesAsIs(resource.path("change").path("actions"))) {
      changed.add(PlanProviders.withoutInstances(address));
    }
    JsonNode before = resource.path("change").path("before");
    know(address, type, before);
    return PlanFollower.mayMatter(type) ? ResourceChange.of(resource, where) : Optional.empty();
  }

  private void know(String address, String type, JsonNode values) {
    String attribute = type.equals("aws_caller_identity") ? "account_id" : "arn";
    // A session context has the ARN that it is asked for, of whatever account.
    boolean own =
        (type.startsWith("aws_iam_") && !type.equals("aws_iam_session_context"))
            || type.startsWith("awscc_iam_")
            || type.equals("aws_caller_identity");
    if (own && values.path(attribute).isTextual()) {
      known.add(new KnownResource(address, values.path(attribute).textValue()));
    }
  }

  /// The state before the plan: modules in modules, with their resources.
  private void state(JsonParser module) throws IOException {
    if (module.currentToken() != JsonToken.START_OBJECT) {
      module.skipChildren();
      return;
    }
    for (String name = module.nextFieldName(); name != null; name = module.nextFieldName()) {
      boolean list = module.nextToken() == JsonToken.START_ARRAY;
      if (name.equals("values") || name.equals("root_module")) {
        state(module);
      } else if (name.equals("child_modules") && list) {
        while (module.nextToken() != JsonToken.END_ARRAY) {
          state(module);
        }
      } else if (name.equals("resources") && list) {
        while (module.nextToken() != JsonToken.END_ARRAY) {
          JsonNode resource = module.readValueAsTree();
          know(
              resource.path("address").asText(),
              resource.path("type").asText(),
              resource.path("values"));
        }
      } else {
        module.skipChildren();
      }
    }
  }
}
