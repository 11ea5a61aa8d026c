package dev.rolecall.report.terraform;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.terraform.hcl.HclEvaluator;
import dev.rolecall.report.terraform.hcl.HclExpression;
import dev.rolecall.report.terraform.hcl.HclScope;
import dev.rolecall.report.terraform.hcl.HclTemplate;
import dev.rolecall.report.terraform.hcl.HclValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Evaluates a trust policy for the role with a known ARN. The ARN's account and partition are
/// those of the role's provider, so that more is known than of names: the caller's account, the
/// ARNs of resources, what policy documents contain.
///
/// @param sameAccount whether what has the provider `provider` is in the account of `role`
/// @param known what was evaluated already, by name
/// @param work what is being evaluated, in all modules
record TrustEvaluation(
    ModuleInstance instance,
    RoleArn role,
    Optional<String> provider,
    boolean sameAccount,
    Map<String, HclValue> known,
    Work work) {

  /// Names that stand for other names, so many of them.
  private static final int LONGEST_CHAIN = 60;

  /// Names that one evaluation looks up: configurations of strangers may take for ever.
  private static final int MOST_NAMES = 50_000;

  private static final int LARGEST_FILE = 1 << 20;

  /// What is being evaluated: a name that needs itself is not known.
  private static final class Work {

    private final Set<String> evaluating = new HashSet<>();
    private int names;

    boolean begin(String name) {
      return names++ < MOST_NAMES && evaluating.size() < LONGEST_CHAIN && evaluating.add(name);
    }

    void end(String name) {
      evaluating.remove(name);
    }
  }

  /// @param block of the role
  TrustEvaluation(ModuleInstance instance, RoleArn role, HclBlock block) {
    this(instance, role, provider(block), true, new HashMap<>(), new Work());
  }

  /// The same for another module.
  private TrustEvaluation in(ModuleInstance other, HclBlock call) {
    return new TrustEvaluation(
        other,
        role,
        Optional.empty(),
        sameAccount && provider.isEmpty() && call.attribute("providers").isEmpty(),
        new HashMap<>(),
        work);
  }

  private static Optional<String> provider(HclBlock block) {
    return block.attribute("provider").map(one -> one.value().text().strip());
  }

  /// The policy as JSON, with expressions where files alone do not tell.
  ///
  /// @param iteration the scope of the role's block, which has `each` or `count` where it has them
  HclTemplate policy(Attribute policy, HclScope iteration) {
    HclValue value = HclEvaluator.evaluate(policy.value(), scope(iteration));
    return switch (value) {
      case HclValue.Members _ -> value.json();
      case HclValue.Text _,
          HclValue.Numeric _,
          HclValue.Bool _,
          HclValue.Null _,
          HclValue.Elements _,
          HclValue.Unknown _ ->
          value.template();
    };
  }

  /// The names of the module, with those that an iteration adds.
  private HclScope scope(HclScope iteration) {
    return iteration instanceof HclScope.WithName(HclScope outer, String added, HclValue value)
        ? scope(outer).with(added, value)
        : new Names(this);
  }

  private record Names(TrustEvaluation evaluation) implements HclScope {

    @Override
    public Optional<HclValue> value(String name, String attribute) {
      return evaluation.value(name, attribute);
    }

    @Override
    public Optional<HclValue> call(String function, List<HclValue> arguments) {
      return switch (function) {
        case "file" -> evaluation.file(arguments).map(HclValue::text);
        case "templatefile" -> evaluation.file(arguments).map(text -> template(text, arguments));
        default -> Optional.empty();
      };
    }

    private static HclValue template(String text, List<HclValue> arguments) {
      HclScope variables =
          (name, attribute) ->
              arguments.size() > 1
                      && arguments.get(1) instanceof HclValue.Members(Map<String, HclValue> all)
                      && all.containsKey(name)
                  ? new HclScope.WithName(
                          (_, _) -> Optional.empty(),
                          name,
                          all.getOrDefault(name, HclValue.Null.NULL))
                      .value(name, attribute)
                  : Optional.empty();
      return HclEvaluator.evaluate(new HclExpression.Json(TextNode.valueOf(text)), variables);
    }
  }

  private Optional<HclValue> value(String name, String attribute) {
    String key = name + "." + attribute;
    HclValue before = known.get(key);
    if (before != null) {
      return Optional.of(before);
    }
    String guard = System.identityHashCode(instance) + " " + key;
    if (!work.begin(guard)) {
      return Optional.empty();
    }
    Optional<HclValue> value =
        switch (name) {
          case "var" -> variable(attribute);
          case "local" ->
              instance
                  .definition(attribute)
                  .map(one -> HclEvaluator.evaluate(one.value(), new Names(this)));
          case "path" -> instance.path(attribute);
          default ->
              name.startsWith("module.") ? output(name, attribute) : resource(name, attribute);
        };
    work.end(guard);
    value.ifPresent(one -> known.put(key, one));
    return value;
  }

  private Optional<HclValue> variable(String name) {
    return instance
        .caller()
        .flatMap(
            caller ->
                caller
                    .block()
                    .attribute(name)
                    .map(
                        one ->
                            HclEvaluator.evaluate(
                                one.value(),
                                in(caller.instance(), caller.block()).scope(caller.iteration()))))
        .filter(value -> instance.takes(name, value))
        .or(() -> Optional.of(instance.variable(name)));
  }

  /// What a module that is called gives out: one output, or all of them.
  private Optional<HclValue> output(String name, String output) {
    return instance
        .call(name.substring("module.".length()))
        .flatMap(
            call ->
                instance
                    .inner(call)
                    .flatMap(
                        inner -> {
                          TrustEvaluation there = in(inner, call);
                          if (!output.isEmpty()) {
                            return there.output(output);
                          }
                          Map<String, HclValue> all = new LinkedHashMap<>();
                          inner
                              .outputs()
                              .forEach(
                                  one -> there.output(one).ifPresent(value -> all.put(one, value)));
                          HclValue outputs = new HclValue.Members(all);
                          return call.attribute("count").isPresent()
                              ? Optional.of(new HclValue.Elements(List.of(outputs)))
                              : Optional.empty();
                        }));
  }

  private Optional<HclValue> output(String name) {
    return instance.output(name).map(one -> HclEvaluator.evaluate(one.value(), new Names(this)));
  }

  private Optional<HclValue> resource(String kind, String name) {
    boolean data = kind.startsWith("data.");
    String type = data ? kind.substring("data.".length()) : kind;
    return instance
        .block(data ? "data" : "resource", type, name)
        .flatMap(block -> instances(block, one -> attributes(kind, type, block, one)));
  }

  private interface Attributes {
    Map<String, HclValue> of(HclScope scope);
  }

  /// A resource, or a list or map of its instances.
  private Optional<HclValue> instances(HclBlock block, Attributes attributes) {
    Map<String, HclScope> instances = ModuleInstance.instances(block, new Names(this));
    boolean counted = block.attribute("count").isPresent();
    if (!counted && block.attribute("for_each").isEmpty()) {
      Map<String, HclValue> only = attributes.of(new Names(this));
      return only.isEmpty() ? Optional.empty() : Optional.of(new HclValue.Members(only));
    }
    Map<String, HclValue> byKey = new LinkedHashMap<>();
    instances.forEach((key, scope) -> byKey.put(key, new HclValue.Members(attributes.of(scope))));
    if (counted) {
      return Optional.of(new HclValue.Elements(List.copyOf(byKey.values())));
    }
    if (byKey.containsKey("")) {
      return Optional.empty();
    }
    Map<String, HclValue> named = new LinkedHashMap<>();
    byKey.forEach((key, one) -> named.put(key.substring(2, key.length() - 2), one));
    return Optional.of(new HclValue.Members(named));
  }

  private Map<String, HclValue> attributes(
      String kind, String type, HclBlock block, HclScope scope) {
    Map<String, HclValue> all = new LinkedHashMap<>();
    boolean here = sameAccount && provider(block).equals(provider);
    switch (type) {
      case "aws_iam_policy_document" -> {
        HclValue json = DocumentData.json(block, scope);
        all.put("json", json);
        all.put("minified_json", json);
      }
      case "aws_caller_identity" -> {
        if (here) {
          all.put("account_id", HclValue.text(role.account().value()));
          all.put("id", HclValue.text(role.account().value()));
        }
      }
      case "aws_partition" -> {
        if (here) {
          all.put("partition", HclValue.text(role.partition()));
          all.put("id", HclValue.text(role.partition()));
        }
      }
      case "aws_iam_openid_connect_provider" -> {
        set(block, "url", scope).ifPresent(url -> all.put("url", withoutScheme(url)));
        arn(all, here, set(block, "url", scope).map(url -> "oidc-provider/" + host(url)));
      }
      case "aws_iam_saml_provider" -> {
        set(block, "name", scope).ifPresent(name -> all.put("name", name));
        arn(
            all,
            here,
            set(block, "name", scope).flatMap(HclValue::string).map("saml-provider/"::concat));
      }
      case "aws_iam_role", "aws_iam_user" -> {
        Optional<HclValue> name = set(block, "name", scope);
        name.ifPresent(one -> all.put("name", one));
        Optional<String> path =
            set(block, "path", scope).map(HclValue::string).orElse(Optional.of("/"));
        boolean whole = !kind.startsWith("data.");
        arn(
            all,
            here && whole,
            name.flatMap(HclValue::string)
                .flatMap(one -> path.map(in -> type.substring("aws_iam_".length()) + in + one)));
      }
      default -> {}
    }
    set(block, "arn", scope).ifPresent(arn -> all.put("arn", arn));
    return all;
  }

  private void arn(Map<String, HclValue> all, boolean here, Optional<String> resource) {
    resource
        .filter(_ -> here && resource.filter(one -> one.indexOf('\0') >= 0).isEmpty())
        .ifPresent(
            one ->
                all.put(
                    "arn",
                    HclValue.text(
                        "arn:" + role.partition() + ":iam::" + role.account() + ":" + one)));
  }

  private static HclValue withoutScheme(HclValue url) {
    return url.string().map(text -> HclValue.text(text.replaceFirst("^https://", ""))).orElse(url);
  }

  /// A URL without its scheme; a NUL for one that is not known.
  private static String host(HclValue url) {
    return withoutScheme(url).string().orElse("\0");
  }

  private static Optional<HclValue> set(HclBlock block, String name, HclScope scope) {
    return block
        .attribute(name)
        .map(one -> HclEvaluator.evaluate(one.value(), scope))
        .filter(one -> !(one instanceof HclValue.Null));
  }

  /// A file of the repository. Hidden ones may contain secrets: they are not read.
  private Optional<String> file(List<HclValue> arguments) {
    return arguments.stream()
        .findFirst()
        .flatMap(HclValue::string)
        .flatMap(instance::file)
        .flatMap(TrustEvaluation::text);
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.size(file) > LARGEST_FILE
          ? Optional.empty()
          : Optional.of(Files.readString(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
