package dev.rolecall.report.terraform;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.RegistryModules.Inputs;
import dev.rolecall.report.terraform.TerraformModule.Call;
import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.terraform.hcl.HclEvaluator;
import dev.rolecall.report.terraform.hcl.HclExpression;
import dev.rolecall.report.terraform.hcl.HclLocation;
import dev.rolecall.report.terraform.hcl.HclScope;
import dev.rolecall.report.terraform.hcl.HclTemplate;
import dev.rolecall.report.terraform.hcl.HclValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A module with what is passed to it: its roles, and those of the modules that it calls.
final class ModuleInstance {

  /// Modules in modules, so many deep.
  private static final int DEEPEST = 20;

  /// Locals that stand for other locals, so many of them.
  private static final int LONGEST_CHAIN = 100;

  /// Instances of one resource or module.
  private static final int MOST_INSTANCES = 1_000;

  private static final String DOCUMENT = "aws_iam_policy_document";
  private static final Pattern REFERENCE =
      Pattern.compile("data\\." + DOCUMENT + "\\.([\\w-]+)(?:\\[[^\\]]*\\])?\\.(?:minified_)?json");
  private static final Pattern OF_IAM = Pattern.compile("aws(?:cc)?_iam_");
  private static final Pattern NAME = Pattern.compile("\\b(var|local)\\.([\\w-]+)");
  private static final Pattern FILE =
      Pattern.compile("(?:file|templatefile)\\(\\s*(\"(?:[^\"\\\\]|\\\\.)*\")[\\s\\S]*");

  /// How expressions were written before Terraform 0.12, and are in JSON.
  private static final Pattern INTERPOLATED = Pattern.compile("\"?\\$\\{([^\"]*)}\"?");

  /// Attributes of a role, by the type of its resource.
  private static final Map<String, String> TRUST =
      Map.of("aws_iam_role", "assume_role_policy", "awscc_iam_role", "assume_role_policy_document");

  private final ConfigurationFiles files;
  private final Path root;
  private final TerraformModule module;
  private final String path;
  private final Optional<Call> call;
  private final Optional<Caller> caller;
  private final Map<String, HclValue> arguments;
  private final int depth;

  /// The locals, and those that are evaluated already.
  private final Map<String, Attribute> definitions;

  private final Map<String, HclValue> locals = new HashMap<>();
  private final Set<String> evaluating = new HashSet<>();

  /// The module that calls this one, in the same repository.
  ///
  /// @param block the call
  /// @param iteration the scope of the call, which has `each` or `count` where it has them
  record Caller(ModuleInstance instance, HclBlock block, HclScope iteration) {}

  /// @param path its address with a dot behind it; empty for a root module
  /// @param call empty for a root module
  /// @param arguments what is passed to it, evaluated
  private ModuleInstance(
      ConfigurationFiles files,
      Path root,
      TerraformModule module,
      String path,
      Optional<Call> call,
      Optional<Caller> caller,
      Map<String, HclValue> arguments,
      int depth) {
    this.files = files;
    this.root = root;
    this.module = module;
    this.definitions = module.locals();
    this.path = path;
    this.call = call;
    this.caller = caller;
    this.arguments = arguments;
    this.depth = depth;
  }

  /// A module that none calls.
  static ModuleInstance ofRoot(ConfigurationFiles files, Path root, TerraformModule module) {
    Map<String, HclValue> values = new HashMap<>();
    files
        .values(module.folder())
        .forEach(
            (name, one) ->
                values.put(name, HclEvaluator.evaluate(one.value(), (_, _) -> Optional.empty())));
    return new ModuleInstance(
        files, root, module, "", Optional.empty(), Optional.empty(), values, 0);
  }

  /// A module that a unit of Terragrunt applies.
  ///
  /// @param inputs of the unit, evaluated
  static ModuleInstance ofUnit(
      ConfigurationFiles files,
      Path root,
      TerraformModule module,
      Call call,
      Map<String, HclValue> inputs) {
    return new ModuleInstance(
        files, root, module, "", Optional.of(call), Optional.empty(), inputs, 0);
  }

  /// The roles that it and the modules that it calls define.
  List<TerraformRole> roles() {
    List<TerraformRole> roles = new ArrayList<>();
    for (HclBlock block : module.blocks()) {
      boolean role = block.type().equals("resource") && block.labels().size() == 2;
      if (role && TRUST.containsKey(block.labels().getFirst())) {
        instances(block, scope())
            .forEach(
                (key, scope) -> {
                  if (files.mayAdd(block.place())) {
                    roles.add(role(block, key, scope));
                  }
                });
      } else if (block.type().equals("module")) {
        instances(block, scope()).forEach((key, scope) -> roles.addAll(called(block, key, scope)));
      }
    }
    return roles;
  }

  /// Adds where it and the modules that it calls define resources of IAM, by address.
  void resources(Map<String, Set<FilePlace>> places) {
    for (HclBlock block : module.blocks()) {
      if (block.type().equals("resource")
          && block.labels().size() == 2
          && OF_IAM.matcher(block.labels().getFirst()).lookingAt()) {
        places
            .computeIfAbsent(
                path + block.labels().getFirst() + "." + block.name(), _ -> new HashSet<>())
            .add(block.place());
      } else if (block.type().equals("module") && files.mayAdd(block.place())) {
        inner(block).ifPresent(one -> one.resources(places));
      }
    }
  }

  /// The folders of the modules that a module calls.
  static Stream<Path> calls(TerraformModule module) {
    return module
        .blocks("module")
        .flatMap(block -> block.attribute("source").stream())
        .flatMap(source -> literal(source.value()).stream())
        .flatMap(source -> folder(module.folder(), source).stream());
  }

  private static Optional<String> literal(HclExpression expression) {
    return HclEvaluator.evaluate(expression, (_, _) -> Optional.empty()).string();
  }

  /// The folder of a module with a source in the same repository.
  static Optional<Path> folder(Path from, String source) {
    try {
      String path = source.replaceAll("\\?.*", "").replace("//", "/");
      return path.startsWith("./") || path.startsWith("../")
          ? Optional.of(from.resolve(path).normalize())
          : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private HclScope scope() {
    return (name, attribute) ->
        switch (name) {
          case "var" -> Optional.of(variable(attribute));
          case "local" -> Optional.ofNullable(local(attribute));
          case "path" -> path(attribute);
          default -> Optional.empty();
        };
  }

  /// Whether a variable is `given` where that is passed: unless it says otherwise, `null` is a
  /// value like others.
  boolean takes(String name, HclValue given) {
    return !(given instanceof HclValue.Null) || module.mayBeNull(name);
  }

  /// What a variable is by what is passed, or else by its default.
  HclValue variable(String name) {
    HclValue given = arguments.get(name);
    if (given != null && takes(name, given)) {
      return given;
    }
    // A root module's variables may be set when it is applied: a default is what is in plain sight.
    return module
        .defaultOf(name)
        .map(fallback -> HclEvaluator.evaluate(fallback.value(), (_, _) -> Optional.empty()))
        .orElseGet(() -> new HclValue.Unknown("var." + name));
  }

  /// The folder that `path.module` names.
  Optional<HclValue> path(String attribute) {
    return attribute.equals("module")
        ? Optional.of(HclValue.text(module.folder().toString()))
        : Optional.empty();
  }

  /// How a local is defined.
  Optional<Attribute> definition(String local) {
    return Optional.ofNullable(definitions.get(local));
  }

  Optional<Caller> caller() {
    return caller;
  }

  /// A resource or data source of this module.
  Optional<HclBlock> block(String type, String kind, String name) {
    return module
        .blocks(type)
        .filter(one -> one.is(type, kind) && one.name().equals(name))
        .findFirst();
  }

  /// The call of a module.
  Optional<HclBlock> call(String name) {
    return module.blocks("module").filter(block -> block.name().equals(name)).findFirst();
  }

  /// The names of what this module gives out.
  List<String> outputs() {
    return module.blocks("output").map(HclBlock::name).toList();
  }

  Optional<Attribute> output(String name) {
    return module
        .blocks("output")
        .filter(block -> block.name().equals(name))
        .findFirst()
        .flatMap(block -> block.attribute("value"));
  }

  /// The module that a block calls, when it is in the same repository.
  Optional<ModuleInstance> inner(HclBlock block) {
    return block
        .attribute("source")
        .flatMap(source -> literal(source.value()))
        .filter(_ -> depth < DEEPEST)
        .flatMap(source -> folder(module.folder(), source))
        .flatMap(files::module)
        .map(
            inner ->
                new ModuleInstance(
                    files,
                    root,
                    inner,
                    path + "module." + block.name() + ".",
                    call,
                    Optional.of(new Caller(this, block, scope())),
                    Map.of(),
                    depth + 1));
  }

  private @Nullable HclValue local(String name) {
    HclValue known = locals.get(name);
    Attribute attribute = definitions.get(name);
    if (known == null
        && attribute != null
        && evaluating.size() < LONGEST_CHAIN
        && evaluating.add(name)) {
      known = HclEvaluator.evaluate(attribute.value(), scope());
      evaluating.remove(name);
      locals.put(name, known);
    }
    return known;
  }

  /// A block's instances by the keys behind their addresses, each with what `each` and `count` are.
  /// When their number is not known, it is one instance whose key is not known.
  static Map<String, HclScope> instances(HclBlock block, HclScope scope) {
    Map<String, HclScope> instances = new LinkedHashMap<>();
    Optional<Attribute> count = block.attribute("count");
    Optional<Attribute> each = block.attribute("for_each");
    if (count.isPresent()) {
      HclValue number = HclEvaluator.evaluate(count.get().value(), scope);
      if (number instanceof HclValue.Numeric(double many) && many <= MOST_INSTANCES) {
        for (int i = 0; i < many; i++) {
          instances.put("[" + i + "]", scope.with("count", index(new HclValue.Numeric(i))));
        }
        return instances;
      }
      return Map.of("", scope.with("count", index(new HclValue.Unknown("count.index"))));
    }
    if (each.isEmpty()) {
      return Map.of("", scope);
    }
    HclValue collection = HclEvaluator.evaluate(each.get().value(), scope);
    switch (collection) {
      case HclValue.Members(Map<String, HclValue> values) when values.size() <= MOST_INSTANCES ->
          values.forEach(
              (key, value) ->
                  instances.put("[\"" + key + "\"]", each(scope, HclValue.text(key), value)));
      case HclValue.Elements(List<HclValue> values) when values.size() <= MOST_INSTANCES ->
          values.forEach(
              value ->
                  instances.put(
                      value.string().map(key -> "[\"" + key + "\"]").orElse(""),
                      each(scope, value, value)));
      case HclValue.Text _,
          HclValue.Numeric _,
          HclValue.Bool _,
          HclValue.Null _,
          HclValue.Elements _,
          HclValue.Members _,
          HclValue.Unknown _ ->
          instances.put(
              "",
              each(scope, new HclValue.Unknown("each.key"), new HclValue.Unknown("each.value")));
    }
    return instances;
  }

  private static HclValue index(HclValue index) {
    return new HclValue.Members(Map.of("index", index));
  }

  private static HclScope each(HclScope scope, HclValue key, HclValue value) {
    return scope.with("each", new HclValue.Members(Map.of("key", key, "value", value)));
  }

  private TerraformRole role(HclBlock block, String key, HclScope scope) {
    String type = block.labels().getFirst();
    boolean cloudControl = type.startsWith("awscc_");
    Optional<HclValue> path = value(block, "path", scope);
    return new TerraformRole(
        this.path + type + "." + block.name() + key,
        value(block, cloudControl ? "role_name" : "name", scope).map(HclValue::template),
        value(block, "name_prefix", scope).map(HclValue::template),
        path.isEmpty() ? Optional.of("/") : path.get().string(),
        trust(block, String.valueOf(TRUST.get(type)), scope));
  }

  /// The policy that an attribute of a role is, by the role's ARN.
  private Function<RoleArn, HclTemplate> policy(
      HclBlock role, Optional<Attribute> attribute, HclScope scope) {
    return arn ->
        attribute
            .map(policy -> new TrustEvaluation(this, arn, role).policy(policy, scope))
            .orElseGet(() -> HclTemplate.expression(role.name()));
  }

  /// What an attribute is set to; empty when it is not, or to `null` or nothing.
  private static Optional<HclValue> value(HclBlock block, String name, HclScope scope) {
    return block
        .attribute(name)
        .map(attribute -> HclEvaluator.evaluate(attribute.value(), scope))
        .filter(value -> !(value instanceof HclValue.Null))
        .filter(value -> !value.string().equals(Optional.of("")));
  }

  /// Where the trust policy of a role is: in the module itself; for a module that is called, in the
  /// argument that it comes from, else at the call.
  private TrustSource trust(HclBlock role, String attribute, HclScope scope) {
    Optional<Attribute> policy = role.attribute(attribute);
    Function<RoleArn, HclTemplate> document = policy(role, policy, scope);
    if (policy.isEmpty()) {
      return new TrustSource(
          call.map(Call::place).orElseGet(role::place), Optional.empty(), List.of(), document);
    }
    Attribute source = source(policy.get(), new HashSet<>());
    if (call.isEmpty()) {
      Optional<HclBlock> data = data(source);
      FilePlace place =
          data.map(HclBlock::place).or(() -> document(source, scope)).orElseGet(source::place);
      return new TrustSource(place, data, List.of(source), document);
    }
    String text = source.value().text();
    Matcher reference = REFERENCE.matcher(text);
    String all =
        reference.find()
            ? module.data(DOCUMENT, reference.group(1)).map(ModuleInstance::texts).orElse(text)
            : text;
    List<Attribute> passed = passed(all, call.get()).toList();
    return new TrustSource(
        passed.stream().findFirst().map(Attribute::place).orElseGet(call.get()::place),
        Optional.empty(),
        passed,
        document);
  }

  private static String texts(HclBlock block) {
    StringBuilder texts = new StringBuilder();
    block.attributes().values().forEach(one -> texts.append(one.value().text()).append('\n'));
    block.blocks().forEach(inner -> texts.append(texts(inner)));
    return texts.toString();
  }

  /// The arguments that a text in the module is made from.
  private static Stream<Attribute> passed(String text, Call call) {
    return NAME.matcher(text)
        .results()
        .filter(match -> match.group(1).equals("var"))
        .map(match -> match.group(2))
        .flatMap(name -> call.argument(name).stream());
  }

  /// The attribute that an attribute is only another name for.
  private Attribute source(Attribute of, Set<String> seen) {
    Matcher name = NAME.matcher(of.value().text().strip());
    if (name.matches() && seen.size() < LONGEST_CHAIN && seen.add(name.group())) {
      Optional<Attribute> next =
          name.group(1).equals("local")
              ? Optional.ofNullable(definitions.get(name.group(2)))
              : call.isEmpty() ? module.defaultOf(name.group(2)) : Optional.empty();
      return next.map(attribute -> source(attribute, seen)).orElse(of);
    }
    return of;
  }

  /// The expression of an attribute, without the braces of old.
  private static String expression(Attribute policy) {
    String text = policy.value().text().strip();
    Matcher interpolated = INTERPOLATED.matcher(text);
    return interpolated.matches() ? interpolated.group(1) : text;
  }

  /// The data source that an expression names.
  private Optional<HclBlock> data(Attribute policy) {
    Matcher reference = REFERENCE.matcher(expression(policy));
    return reference.matches() ? module.data(DOCUMENT, reference.group(1)) : Optional.empty();
  }

  /// The place of the file that an expression reads.
  private Optional<FilePlace> document(Attribute policy, HclScope scope) {
    Matcher file = FILE.matcher(expression(policy));
    if (!file.matches()) {
      return Optional.empty();
    }
    return HclEvaluator.evaluate(new HclExpression.Native(file.group(1)), scope)
        .string()
        .flatMap(this::file)
        .map(one -> new FilePlace(RepositoryRoot.relative(root, one), new HclLocation(1, 1)));
  }

  /// A file of the repository that a policy is read from. Hidden files are none: they may contain
  /// secrets.
  Optional<Path> file(String name) {
    try {
      Path file = module.folder().resolve(name).normalize();
      Path real = file.toRealPath();
      return file.startsWith(root) && isInside(real) && Files.isRegularFile(real)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException | IOException _) {
      return Optional.empty();
    }
  }

  private boolean isInside(Path real) throws IOException {
    Path top = root.toRealPath();
    return real.startsWith(top)
        && Stream.iterate(real, file -> !file.equals(top), Path::getParent)
            .noneMatch(file -> String.valueOf(file.getFileName()).startsWith("."));
  }

  /// The roles of a module that is called.
  private List<TerraformRole> called(HclBlock block, String key, HclScope scope) {
    Optional<String> source = block.attribute("source").flatMap(one -> literal(one.value()));
    if (source.isEmpty() || depth >= DEEPEST || !files.mayAdd(block.place())) {
      return List.of();
    }
    Map<String, HclValue> values = new HashMap<>();
    block
        .attributes()
        .forEach((name, one) -> values.put(name, HclEvaluator.evaluate(one.value(), scope)));
    String address = path + "module." + block.name() + key + ".";
    // What a called module gets from its own caller stands at the outermost call.
    Call at =
        call.map(outer -> through(outer, block))
            .orElseGet(() -> new Call(block.place(), block.attributes()));
    return folder(module.folder(), source.get())
        .map(
            inner ->
                files
                    .module(inner)
                    .map(
                        one ->
                            new ModuleInstance(
                                    files,
                                    root,
                                    one,
                                    address,
                                    Optional.of(at),
                                    Optional.of(new Caller(this, block, scope)),
                                    values,
                                    depth + 1)
                                .roles())
                    .orElse(List.of()))
        .orElseGet(
            () ->
                RegistryModules.of(source.get())
                    .flatMap(inputs -> registered(inputs, at, values, address))
                    .stream()
                    .toList());
  }

  /// A call inside of a called module, as seen from the outermost one.
  private static Call through(Call outer, HclBlock inner) {
    Map<String, Attribute> arguments = new HashMap<>();
    inner
        .attributes()
        .forEach(
            (name, one) ->
                passed(one.value().text(), outer)
                    .findFirst()
                    .ifPresent(outermost -> arguments.put(name, outermost)));
    return new Call(outer.place(), arguments);
  }

  /// The role of a module of a registry.
  static Optional<TerraformRole> registered(
      Inputs inputs, Call call, Map<String, HclValue> values, String address) {
    boolean none =
        inputs.create().stream()
            .flatMap(name -> Optional.ofNullable(values.get(name)).stream())
            .anyMatch(value -> value.bool().equals(Optional.of(false)));
    Optional<HclValue> name = first(inputs.name(), values);
    Optional<HclValue> prefix = first(inputs.prefix(), values);
    if (none || (name.isEmpty() && prefix.isEmpty())) {
      return Optional.empty();
    }
    boolean begins =
        inputs
            .usePrefix()
            .map(
                use ->
                    Optional.ofNullable(values.get(use.input()))
                        .flatMap(HclValue::bool)
                        .orElse(use.otherwise()))
            .orElse(false);
    Optional<HclTemplate> whole = name.map(HclValue::template);
    Optional<HclValue> path = first(inputs.path(), values);
    List<Attribute> trust =
        inputs.trust().stream().flatMap(input -> call.argument(input).stream()).toList();
    return Optional.of(
        new TerraformRole(
            address + "aws_iam_role",
            begins ? Optional.empty() : whole,
            begins ? whole.map(ModuleInstance::dashed) : prefix.map(HclValue::template),
            path.isEmpty() ? Optional.of("/") : path.get().string(),
            new TrustSource(
                trust.stream().findFirst().map(Attribute::place).orElseGet(call::place),
                Optional.empty(),
                trust,
                _ -> HclTemplate.expression(address.replaceFirst("\\.$", "")))));
  }

  /// These modules put a dash behind a name before they make a prefix of it.
  private static HclTemplate dashed(HclTemplate name) {
    List<HclTemplate.Part> parts = new ArrayList<>(name.parts());
    parts.add(new HclTemplate.Part("-", false));
    return new HclTemplate(parts);
  }

  private static Optional<HclValue> first(List<String> names, Map<String, HclValue> values) {
    return names.stream()
        .flatMap(name -> Optional.ofNullable(values.get(name)).stream())
        .filter(value -> !(value instanceof HclValue.Null))
        .filter(value -> !value.string().equals(Optional.of("")))
        .findFirst();
  }
}
