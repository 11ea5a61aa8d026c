package dev.rolecall.permission.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The code that can run once some methods are called, as the byte code shows it: a method that is
/// called, on every class that is made and has it. Of what the JDK and other libraries may call,
/// nothing is known: whatever overrides their methods counts as called. What only reflection finds
/// is not seen.
public final class ReachedCode {

  /// A method, or the call of one, with names as class files have them.
  public record Method(String owner, String name, String descriptor) {

    String selector() {
      return name + descriptor;
    }
  }

  /// A static field of another class that is read.
  public record Field(String owner, String name) {}

  /// Other code calls nothing of these but what it is given.
  private static final List<String> FOLLOWED =
      List.of("dev/rolecall/", "software/amazon/awssdk/", "software/amazon/lambda/powertools/");

  private static final String CONSTRUCTOR = "<init>";
  private static final String INITIALIZER = "<clinit>";
  private static final ClassFile PARSER =
      ClassFile.of(
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
          ClassFile.StackMapsOption.DROP_STACK_MAPS);

  private static final ClassLoader LOADER = ReachedCode.class.getClassLoader();
  private static final Map<String, Optional<Type>> TYPES = new ConcurrentHashMap<>();
  private static final Map<Method, Body> BODIES = new ConcurrentHashMap<>();
  private static final Map<String, Set<String>> ANCESTORS = new ConcurrentHashMap<>();

  /// @param parents the class above, and the interfaces
  private record Type(String name, List<String> parents, Map<String, MethodModel> methods) {}

  /// What a method does that matters here.
  ///
  /// @param direct calls of a method that is known
  /// @param dispatched calls of a method of the class that the object has
  private record Body(
      List<Method> direct,
      List<Method> dispatched,
      Set<String> made,
      Set<String> initialized,
      Set<Field> fields) {

    Body() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>());
    }
  }

  private final Predicate<String> isClosed;
  private final Map<Method, Optional<Method>> callers = new LinkedHashMap<>();
  private final Map<Method, Method> calls = new LinkedHashMap<>();
  private final Map<Field, Method> fields = new LinkedHashMap<>();
  private final Deque<Method> next = new ArrayDeque<>();
  private final Set<String> initialized = new LinkedHashSet<>();

  /// Classes that are made, by each of their types.
  private final Map<String, Set<String>> made = new HashMap<>();

  /// Methods that are called, by the type they are called on, each with who does.
  private final Map<String, Map<String, Method>> sites = new HashMap<>();

  private ReachedCode(Predicate<String> isClosed) {
    this.isClosed = isClosed;
  }

  /// Follows the calls of all methods with these names.
  ///
  /// @param entries `dev.rolecall.cli.Main.run`; or a class, which is made
  /// @param isClosed whether calls of the class are not followed; its name has slashes
  public static ReachedCode from(List<String> entries, Predicate<String> isClosed) {
    ReachedCode code = new ReachedCode(isClosed);
    for (String entry : entries) {
      code.enter(entry.replace('.', '/'));
    }
    code.follow();
    return code;
  }

  private void enter(String entry) {
    int slash = entry.lastIndexOf('/');
    String last = entry.substring(slash + 1);
    boolean isClass = Character.isUpperCase(last.charAt(0));
    Type type = type(isClass ? entry : entry.substring(0, slash)).orElseThrow();
    String name = isClass ? CONSTRUCTOR : last;
    List<Method> found =
        type.methods().values().stream()
            .filter(method -> method.methodName().equalsString(name))
            .map(method -> method(type, method))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no method " + entry);
    }
    initialize(type.name(), found.getFirst());
    found.forEach(method -> reach(method, Optional.empty()));
    make(type.name(), found.getFirst());
  }

  private static Method method(Type type, MethodModel method) {
    return new Method(
        type.name(), method.methodName().stringValue(), method.methodType().stringValue());
  }

  /// Every call in the code, with a method that makes it; not of a class by the one around it.
  public Map<Method, Method> calls() {
    return Collections.unmodifiableMap(calls);
  }

  /// Every static field of another class that the code reads, with a method that does.
  public Map<Field, Method> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /// Whether the method can be called.
  public boolean contains(Method method) {
    return callers.containsKey(method);
  }

  /// How a method comes to be called, the first call last.
  public String path(Method method) {
    List<String> path = new ArrayList<>();
    Optional<Method> at = Optional.of(method);
    while (at.isPresent() && path.size() < 60) {
      String owner = at.get().owner();
      path.add(owner.substring(owner.lastIndexOf('/') + 1) + "." + at.get().name());
      at = callers.getOrDefault(at.get(), Optional.empty());
    }
    return String.join(" < ", path);
  }

  private void follow() {
    while (!next.isEmpty()) {
      Method method = next.pop();
      Body body = BODIES.computeIfAbsent(method, ReachedCode::body);
      body.initialized().forEach(type -> initialize(type, method));
      body.made().forEach(type -> make(type, method));
      body.fields().stream()
          .filter(field -> !field.owner().equals(method.owner()))
          .forEach(field -> fields.putIfAbsent(field, method));
      for (Method call : body.direct()) {
        calls.putIfAbsent(call, method);
        declared(call.owner(), call.selector()).ifPresent(to -> reach(to, Optional.of(method)));
      }
      for (Method call : body.dispatched()) {
        if (!call.owner().startsWith(method.owner() + "$")) {
          calls.putIfAbsent(call, method);
        }
        dispatch(call, method);
      }
    }
  }

  private void reach(Method method, Optional<Method> caller) {
    if (isFollowed(method.owner()) && callers.putIfAbsent(method, caller) == null) {
      next.push(method);
    }
  }

  private boolean isFollowed(String type) {
    return FOLLOWED.stream().anyMatch(type::startsWith) && !isClosed.test(type);
  }

  private void initialize(String name, Method by) {
    if (!isFollowed(name) || !initialized.add(name)) {
      return;
    }
    type(name)
        .ifPresent(
            type -> {
              if (type.methods().containsKey(INITIALIZER + "()V")) {
                reach(new Method(name, INITIALIZER, "()V"), Optional.of(by));
              }
              type.parents().forEach(parent -> initialize(parent, by));
            });
  }

  private void make(String name, Method by) {
    if (!isFollowed(name) || made.getOrDefault(name, Set.of()).contains(name)) {
      return;
    }
    for (String ancestor : ancestors(name)) {
      made.computeIfAbsent(ancestor, _ -> new LinkedHashSet<>()).add(name);
      if (isFollowed(ancestor)) {
        Map.copyOf(sites.getOrDefault(ancestor, Map.of()))
            .forEach((selector, caller) -> resolve(name, selector, caller));
      } else {
        foreign(ancestor).forEach(selector -> resolve(name, selector, by));
      }
    }
  }

  private void dispatch(Method call, Method by) {
    if (sites.computeIfAbsent(call.owner(), _ -> new HashMap<>()).putIfAbsent(call.selector(), by)
        == null) {
      List.copyOf(made.getOrDefault(call.owner(), Set.of()))
          .forEach(type -> resolve(type, call.selector(), by));
    }
  }

  /// What a call on an object of the class runs.
  private void resolve(String type, String selector, Method by) {
    Optional<Method> method = declared(type, selector);
    method.ifPresent(to -> reach(to, Optional.of(by)));
    method
        .filter(to -> isAbstract(to))
        .ifPresent(
            _ ->
                ancestors(type).stream()
                    .flatMap(parent -> type(parent).stream())
                    .filter(parent -> parent.methods().containsKey(selector))
                    .map(parent -> method(parent, parent.methods().get(selector)))
                    .filter(to -> !isAbstract(to))
                    .forEach(to -> reach(to, Optional.of(by))));
  }

  private static boolean isAbstract(Method method) {
    return type(method.owner()).stream()
        .map(type -> type.methods().get(method.selector()))
        .anyMatch(found -> found.flags().has(AccessFlag.ABSTRACT));
  }

  /// The method that the class has, or inherits.
  private static Optional<Method> declared(String type, String selector) {
    return ancestors(type).stream()
        .flatMap(name -> type(name).stream())
        .flatMap(
            each ->
                Optional.ofNullable(each.methods().get(selector)).stream()
                    .map(found -> method(each, found)))
        .findFirst();
  }

  /// The type and all above it, classes first.
  private static Set<String> ancestors(String name) {
    return ANCESTORS.computeIfAbsent(
        name,
        _ -> {
          Set<String> all = new LinkedHashSet<>();
          Optional<Type> at = type(name);
          List<String> interfaces = new ArrayList<>();
          while (at.isPresent()) {
            all.add(at.get().name());
            List<String> parents = at.get().parents();
            if (parents.isEmpty()) {
              break;
            }
            interfaces.addAll(parents.subList(1, parents.size()));
            at = type(parents.getFirst());
          }
          for (int i = 0; i < interfaces.size(); i++) {
            if (all.add(interfaces.get(i))) {
              type(interfaces.get(i))
                  .ifPresent(
                      type -> interfaces.addAll(type.parents().subList(1, type.parents().size())));
            }
          }
          return all;
        });
  }

  /// What a library may call on one of its types.
  private static Set<String> foreign(String type) {
    return type(type).map(found -> found.methods().keySet()).orElse(Set.of());
  }

  private static Optional<Type> type(String name) {
    return TYPES.computeIfAbsent(name, ReachedCode::read);
  }

  private static Optional<Type> read(String name) {
    try (InputStream in = LOADER.getResourceAsStream(name + ".class")) {
      if (in == null) {
        return Optional.empty();
      }
      ClassModel model = PARSER.parse(in.readAllBytes());
      List<String> parents = new ArrayList<>();
      model.superclass().ifPresent(parent -> parents.add(parent.asInternalName()));
      model.interfaces().forEach(parent -> parents.add(parent.asInternalName()));
      Map<String, MethodModel> methods = new LinkedHashMap<>();
      for (MethodModel method : model.methods()) {
        methods.put(method.methodName().stringValue() + method.methodType().stringValue(), method);
      }
      return Optional.of(new Type(name, parents, methods));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static Body body(Method method) {
    Body body = new Body();
    type(method.owner())
        .flatMap(type -> Optional.ofNullable(type.methods().get(method.selector())))
        .flatMap(MethodModel::code)
        .ifPresent(code -> code.forEach(element -> add(element, body)));
    return body;
  }

  private static void add(CodeElement element, Body body) {
    switch (element) {
      case NewObjectInstruction object -> {
        body.made().add(object.className().asInternalName());
        body.initialized().add(object.className().asInternalName());
      }
      case FieldInstruction field -> {
        if (field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC) {
          String owner = field.owner().asInternalName();
          body.initialized().add(owner);
          body.fields().add(new Field(owner, field.name().stringValue()));
        }
      }
      case InvokeInstruction call -> {
        Method method =
            new Method(
                call.owner().asInternalName(),
                call.name().stringValue(),
                call.type().stringValue());
        if (call.opcode() == Opcode.INVOKESTATIC) {
          body.initialized().add(method.owner());
        }
        if (call.opcode() == Opcode.INVOKESTATIC || call.opcode() == Opcode.INVOKESPECIAL) {
          body.direct().add(method);
        } else {
          body.dispatched().add(method);
        }
      }
      case InvokeDynamicInstruction call ->
          call.bootstrapArgs().stream()
              .filter(DirectMethodHandleDesc.class::isInstance)
              .map(DirectMethodHandleDesc.class::cast)
              .forEach(handle -> add(handle, body));
      default -> {}
    }
  }

  private static void add(DirectMethodHandleDesc handle, Body body) {
    Method method =
        new Method(internal(handle.owner()), handle.methodName(), handle.lookupDescriptor());
    switch (handle.kind()) {
      case CONSTRUCTOR -> {
        body.made().add(method.owner());
        body.initialized().add(method.owner());
        body.direct().add(method);
      }
      case STATIC, INTERFACE_STATIC, SPECIAL, INTERFACE_SPECIAL -> {
        body.initialized().add(method.owner());
        body.direct().add(method);
      }
      case VIRTUAL, INTERFACE_VIRTUAL -> body.dispatched().add(method);
      case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER -> {}
    }
  }

  private static String internal(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.startsWith("L")
        ? descriptor.substring(1, descriptor.length() - 1)
        : descriptor;
  }
}
