package dev.rolecall.gate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rolecall.denial.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The provider configurations of a plan: which one manages which resource, and the account that a
/// configuration names. [Configuration
/// representation](https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation)
final class PlanProviders {

  private static final Pattern ACCOUNT_IN_ARN =
      Pattern.compile("arn:[a-z-]+:[a-z]+:[^:]*:(\\d{12}):.*");
  private static final Pattern INSTANCE = Pattern.compile("\\[(?:\\d+|\"(?:[^\"\\\\]|\\\\.)*\")]");
  private static final Pattern STEP =
      Pattern.compile("\\.([A-Za-z_][\\w-]*)|\\[(\\d+)]|\\[\"((?:[^\"\\\\]|\\\\.)*)\"]");

  private static final Pattern MODULE =
      Pattern.compile("(module\\.[^.]+(?:\\.module\\.[^.]+)*)\\..*");

  /// Only these providers manage AWS accounts.
  private static final Pattern AWS = Pattern.compile("(?:.*/)?(?:hashicorp/)?(?:aws|awscc)");

  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Resource> resources = new HashMap<>();
  private final Set<String> configured = new HashSet<>();
  private final Map<String, Set<AccountId>> declared = new TreeMap<>();
  private final JsonNode variables;

  /// @param configuration the plan's `configuration`; missing when it has none
  /// @param variables the plan's `variables`
  PlanProviders(JsonNode configuration, JsonNode variables) {
    this.variables = variables;
    JsonNode providers = configuration.path("provider_config");
    providers
        .properties()
        .forEach(
            provider -> {
              String name =
                  provider
                      .getValue()
                      .path("full_name")
                      .asText(provider.getValue().path("name").asText());
              if (AWS.matcher(name).matches()) {
                configured.add(provider.getKey());
              }
            });
    Module root = new Module("", configuration.path("root_module"), Optional.empty());
    walk(root);
    providers
        .properties()
        .forEach(provider -> declare(root, provider.getKey(), provider.getValue()));
  }

  /// A module of the configuration.
  ///
  /// @param path its address with a dot behind it; empty for the root module
  /// @param call the module that calls it, and the expressions of the call
  private record Module(String path, JsonNode json, Optional<Call> call) {

    Module child(String name, JsonNode moduleCall) {
      return new Module(
          path + "module." + name + ".",
          moduleCall.path("module"),
          Optional.of(new Call(this, moduleCall.path("expressions"))));
    }

    Optional<Module> find(String address) {
      Module module = this;
      Matcher names = Pattern.compile("module\\.([^.]+)").matcher(address);
      while (names.find()) {
        JsonNode next = module.json.path("module_calls").path(names.group(1));
        if (next.isMissingNode()) {
          return Optional.empty();
        }
        module = module.child(names.group(1), next);
      }
      return Optional.of(module);
    }
  }

  private record Call(Module by, JsonNode expressions) {}

  /// A resource of the configuration.
  ///
  /// @param expressions by attribute, as the provider `aws` calls it
  private record Resource(Module module, Map<String, JsonNode> expressions) {}

  private void walk(Module module) {
    for (JsonNode resource : module.json().path("resources")) {
      String address = module.path() + resource.path("address").asText();
      JsonNode key = resource.path("provider_config_key");
      if (key.isTextual()) {
        keys.put(address, key.textValue());
      }
      if (resource.path("type").asText().startsWith("aws")) {
        Map<String, JsonNode> expressions = new HashMap<>();
        String type = resource.path("type").asText();
        resource
            .path("expressions")
            .properties()
            .forEach(
                one -> expressions.put(CloudControl.attribute(type, one.getKey()), one.getValue()));
        resources.put(address, new Resource(module, expressions));
      }
    }
    module
        .json()
        .path("module_calls")
        .properties()
        .forEach(call -> walk(module.child(call.getKey(), call.getValue())));
  }

  /// Adds the resources that an expression names, by their addresses in the configuration: also
  /// through arguments and outputs of modules.
  ///
  /// @param seen references that were followed already
  private static void follow(
      Module module, JsonNode expression, Set<String> found, Set<String> seen) {
    for (JsonNode list : expression.findValues("references")) {
      for (JsonNode reference : list) {
        String text = withoutInstances(reference.asText());
        if (!seen.add(module.path() + text)) {
          continue;
        }
        String[] parts = text.split("\\.", -1);
        int length = parts[0].equals("data") ? 3 : 2;
        if (parts[0].equals("module") && parts.length > 2) {
          JsonNode call = module.json().path("module_calls").path(parts[1]);
          follow(
              module.child(parts[1], call),
              call.path("module").path("outputs").path(parts[2]).path("expression"),
              found,
              seen);
        } else if (parts[0].equals("var") && parts.length > 1) {
          module
              .call()
              .ifPresent(call -> follow(call.by(), call.expressions().path(parts[1]), found, seen));
        } else if (parts.length >= length && (length == 3 || parts[0].contains("_"))) {
          found.add(module.path() + String.join(".", List.of(parts).subList(0, length)));
        }
      }
    }
  }

  private void declare(Module root, String key, JsonNode provider) {
    if (!configured.contains(key)) {
      return;
    }
    Optional<Module> module = root.find(provider.path("module_address").asText());
    JsonNode expressions = provider.path("expressions");
    Set<AccountId> accounts = new TreeSet<>();
    module.ifPresent(
        one -> {
          JsonNode roles = expressions.path("assume_role");
          // Several blocks are a chain: the last role is the one that acts.
          JsonNode role = roles.isArray() ? roles.path(roles.size() - 1) : roles;
          accounts.addAll(accounts(one, role.path("role_arn")));
          if (accounts.isEmpty()) {
            accounts.addAll(accounts(one, expressions.path("allowed_account_ids")));
          }
          if (accounts.isEmpty() && role.isMissingNode()) {
            accounts.addAll(
                accounts(
                    one,
                    expressions.path("assume_role_with_web_identity").path(0).path("role_arn")));
          }
        });
    declared.put(key, accounts);
  }

  /// The accounts that the value of an expression names.
  private Set<AccountId> accounts(Module module, JsonNode expression) {
    Set<AccountId> accounts = new TreeSet<>();
    for (JsonNode value : values(module, expression)) {
      account(value.asText()).ifPresent(accounts::add);
    }
    return accounts;
  }

  /// The account that an ARN or an account ID names.
  static Optional<AccountId> account(String text) {
    Matcher arn = ACCOUNT_IN_ARN.matcher(text);
    return AccountId.parse(arn.matches() ? arn.group(1) : text);
  }

  /// What is known of an expression: its value, or the values of the variables in it.
  private List<JsonNode> values(Module module, JsonNode expression) {
    List<JsonNode> values = new ArrayList<>();
    JsonNode constant = expression.path("constant_value");
    if (constant.isArray()) {
      constant.forEach(values::add);
    } else if (!constant.isMissingNode()) {
      values.add(constant);
    }
    for (JsonNode reference : expression.path("references")) {
      String text = reference.asText();
      if (text.startsWith("var.")) {
        value(module, text.substring(3)).ifPresent(value -> flatten(value, values));
      }
    }
    return values;
  }

  private static void flatten(JsonNode value, List<JsonNode> values) {
    if (value.isArray()) {
      value.forEach(values::add);
    } else if (value.isValueNode()) {
      values.add(value);
    }
  }

  /// @param path of a variable: `.accounts["prod"].id`
  private Optional<JsonNode> value(Module module, String path) {
    Matcher step = STEP.matcher(path);
    if (!step.lookingAt()) {
      return Optional.empty();
    }
    JsonNode value = variable(module, step.group(1));
    int end = step.end();
    while (step.find() && step.start() == end) {
      end = step.end();
      value =
          step.group(2) != null
              ? value.path(Integer.parseInt(step.group(2)))
              : value.path(step.group(1) == null ? step.group(3) : step.group(1));
    }
    return end == path.length() && !value.isMissingNode() ? Optional.of(value) : Optional.empty();
  }

  private JsonNode variable(Module module, String name) {
    JsonNode fallback = module.json().path("variables").path(name).path("default");
    if (module.call().isEmpty()) {
      JsonNode given = variables.path(name).path("value");
      return given.isMissingNode() ? fallback : given;
    }
    Call call = module.call().get();
    JsonNode expression = call.expressions().path(name);
    if (expression.isMissingNode()) {
      return fallback;
    }
    List<JsonNode> values = values(call.by(), expression);
    return values.size() == 1 ? values.getFirst() : MissingNode.getInstance();
  }

  /// The address of a resource in the configuration: without the keys of its instances.
  static String withoutInstances(String address) {
    return INSTANCE.matcher(address).replaceAll("");
  }

  /// The key of the provider configuration that manages a resource; empty when the plan does not
  /// contain it, as for resources that were removed from the configuration.
  ///
  /// Terraform before 1.1 names the provider of a module after the module, and does not say which
  /// one that is: where there are several, it is one of its own.
  Optional<String> key(String address) {
    String place = withoutInstances(address);
    String key = keys.get(place);
    if (key == null) {
      return configured.size() == 1 ? configured.stream().findFirst() : Optional.empty();
    }
    int colon = key.lastIndexOf(':');
    if (colon < 0 || configured.contains(key)) {
      return Optional.of(key);
    }
    if (configured.size() < 2) {
      return Optional.of(configured.stream().findFirst().orElse(key.substring(colon + 1)));
    }
    Matcher module = MODULE.matcher(place);
    return Optional.of(
        (module.lookingAt() ? module.group(1) : key.substring(0, colon)) + key.substring(colon));
  }

  /// All keys that resources have, and all that are configured.
  Set<String> keys() {
    Set<String> all = new TreeSet<>(configured);
    keys.keySet().forEach(address -> key(address).ifPresent(all::add));
    return all;
  }

  /// The keys of all configurations of AWS providers.
  Set<String> configured() {
    return configured;
  }

  /// The accounts that a provider configuration names.
  Set<AccountId> declared(String key) {
    return declared.getOrDefault(key, Set.of());
  }

  /// The resources that an attribute of a resource is computed from, by their addresses in the
  /// configuration.
  Set<String> references(String address, String attribute) {
    Set<String> found = new TreeSet<>();
    Resource resource = resources.get(withoutInstances(address));
    JsonNode expression = resource == null ? null : resource.expressions().get(attribute);
    if (resource != null && expression != null) {
      follow(resource.module(), expression, found, new HashSet<>());
    }
    return found;
  }

  /// The attributes of a resource that are computed from other resources.
  Set<String> attributes(String address) {
    Resource resource = resources.get(withoutInstances(address));
    return resource == null ? Set.of() : resource.expressions().keySet();
  }
}
