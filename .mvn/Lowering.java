import static java.lang.constant.ConstantDescs.CD_Character;
import static java.lang.constant.ConstantDescs.CD_Number;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_char;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Replaces what the JDK spins at run time, and an AOT cache does not hold, by code that was there
/// before, with the same results:
///
/// - `switch` over types, and over enums with patterns: a method of the class with `instanceof` and
///   `==`, one after the other;
/// - `equals`, `hashCode` and `toString` of records: the code that
///   [java.lang.runtime.ObjectMethods] would put together;
/// - the comparators of [java.util.Comparator] and [Map.Entry]: [PlainComparator].
///
/// It also takes out of the way what libraries do at each start and what is not needed for most
/// commands: the search for a class that is not there, for which every jar is opened
/// ([AbsentClass]), constants of Jackson's parsers of which the first makes `BigDecimal` calculate
/// 5 to the power of 65,536, and two of its mapper for dates, for which the JDK reads all its
/// locales.
///
/// What it does not know stays as it is.
final class Lowering {

  private static final ClassDesc PLAIN = ClassDesc.of("PlainComparator");
  private static final ClassDesc ABSENT = ClassDesc.of("AbsentClass");
  private static final String PARSER = "com/fasterxml/jackson/core/base/ParserMinimalBase";
  private static final ClassDesc CD_BigDecimal = ClassDesc.of("java.math.BigDecimal");
  private static final ClassDesc CD_BigInteger = ClassDesc.of("java.math.BigInteger");

  /// How many instructions make a constant of Jackson.
  private static final int DECIMAL_CONSTANT = 5;

  private static final String DATES = "com/fasterxml/jackson/databind/util/StdDateFormat";

  /// Whoever uses these makes a copy first.
  private static final List<String> LATE = List.of("DATE_FORMAT_RFC1123", "CALENDAR");

  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc CD_Objects = ClassDesc.of("java.util.Objects");
  private static final ClassDesc CD_StringBuilder = ClassDesc.of("java.lang.StringBuilder");
  private static final Set<String> COMPARATORS =
      Set.of("java/util/Comparator", "java/util/Map$Entry");
  private static final Set<String> FACTORIES =
      Set.of(
          "comparing",
          "comparingInt",
          "comparingLong",
          "comparingDouble",
          "comparingByKey",
          "comparingByValue");
  private static final MethodTypeDesc OBJECT_TEST = MethodTypeDesc.of(CD_boolean, CD_Object);

  /// A constant of an enum that is a label among types.
  private record Constant(ClassDesc type, String name) {}

  /// A `switch`: what is compared, and its labels, each a `ClassDesc`, `String`, `Integer` or
  /// [Constant].
  private record Switch(MethodTypeDesc type, List<Object> labels) {}

  /// A constant that is made where it is used.
  ///
  /// @param from the first instruction of the class initializer that made it
  /// @param to the first that did not
  private record Late(ClassDesc type, int from, int to, List<CodeElement> code) {
    boolean isMadeAt(int instruction) {
      return instruction >= from && instruction < to;
    }
  }

  private static final ClassFile COMPILER = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS);

  private final ClassModel owner;
  private final Predicate<String> isAbsent;
  private final Map<Switch, String> switches = new LinkedHashMap<>();
  private final Map<String, Late> late;

  private Lowering(ClassModel owner, Predicate<String> isAbsent) {
    this.owner = owner;
    this.isAbsent = isAbsent;
    late = owner.thisClass().name().equalsString(DATES) ? late(owner) : Map.of();
  }

  /// The class with everything replaced that can be; the same bytes when there is nothing.
  ///
  /// @param isAbsent whether no class has this name
  static byte[] lower(byte[] bytes, Predicate<String> isAbsent) {
    ClassModel owner = COMPILER.parse(bytes);
    for (PoolEntry entry : owner.constantPool()) {
      if (entry instanceof ClassEntry used && isReplaced(used.asInternalName())) {
        return new Lowering(owner, isAbsent).lower();
      }
    }
    return bytes;
  }

  private static boolean isReplaced(String type) {
    return type.equals("java/lang/runtime/SwitchBootstraps")
        || type.equals("java/lang/runtime/ObjectMethods")
        || type.equals("java/lang/Class")
        || type.equals(PARSER)
        || type.equals(DATES)
        || COMPARATORS.contains(type);
  }

  /// The class files that lowered classes use, by their names in a jar.
  static Map<String, byte[]> helpers() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (Class<?> helper : List.of(AbsentClass.class, PlainComparator.class)) {
      String name = helper.getName() + ".class";
      try (InputStream in = helper.getResourceAsStream(name)) {
        files.put(name, in.readAllBytes());
      }
    }
    return files;
  }

  private byte[] lower() {
    return COMPILER.transformClass(
        owner,
        new ClassTransform() {
          @Override
          public void accept(ClassBuilder builder, ClassElement element) {
            if (element instanceof MethodModel method && method.code().isPresent()) {
              lower(builder, method, method.code().get());
            } else {
              builder.with(element);
            }
          }

          @Override
          public void atEnd(ClassBuilder builder) {
            switches.forEach((each, name) -> add(builder, each, name));
            late.forEach((name, constant) -> add(builder, constant, name));
          }
        });
  }

  private void lower(ClassBuilder builder, MethodModel method, CodeModel code) {
    Optional<InvokeDynamicInstruction> recordMethod = recordMethod(code);
    if (recordMethod.isPresent()) {
      builder.transformMethod(
          method,
          (to, element) -> {
            if (element instanceof CodeModel) {
              to.withCode(body -> recordMethod(body, recordMethod.get()));
            } else {
              to.with(element);
            }
          });
    } else {
      Map<Integer, Consumer<CodeBuilder>> replaced = replacements(code);
      if (replaced.isEmpty()) {
        builder.with(method);
      } else {
        builder.transformMethod(method, MethodTransform.transformingCode(with(replaced, code)));
      }
    }
  }

  /// What to write in the place of elements of the code, by their places in it.
  private Map<Integer, Consumer<CodeBuilder>> replacements(CodeModel code) {
    Map<Integer, Consumer<CodeBuilder>> replaced = new HashMap<>();
    List<CodeElement> elements = code.elementList();
    boolean isInitializer = code.parent().filter(Lowering::isInitializer).isPresent();
    List<Integer> places =
        IntStream.range(0, elements.size())
            .filter(place -> elements.get(place) instanceof Instruction)
            .boxed()
            .toList();
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i);
      List<CodeElement> from =
          places.stream().skip(i).limit(DECIMAL_CONSTANT).map(elements::get).toList();
      if (isDecimalConstant(from)) {
        places.subList(i, i + DECIMAL_CONSTANT).forEach(each -> replaced.put(each, _ -> {}));
      }
      int instruction = i;
      if (isInitializer && late.values().stream().anyMatch(each -> each.isMadeAt(instruction))) {
        replaced.put(place, _ -> {});
      }
      replacement(from.getFirst(), i == 0 ? null : elements.get(places.get(i - 1)))
          .ifPresent(write -> replaced.putIfAbsent(place, write));
    }
    return replaced;
  }

  private Optional<Consumer<CodeBuilder>> replacement(CodeElement element, CodeElement before) {
    return switch (element) {
      case InvokeDynamicInstruction site ->
          switchAt(site)
              .map(
                  found ->
                      to ->
                          to.invokestatic(
                              owner.thisClass().asSymbol(),
                              nameOf(found),
                              site.typeSymbol(),
                              owner.flags().has(AccessFlag.INTERFACE)));
      case InvokeInstruction call when isComparator(call) ->
          Optional.of(
              to -> to.invokestatic(PLAIN, call.name().stringValue(), call.typeSymbol(), true));
      case InvokeInstruction call
          when call.opcode() == Opcode.INVOKESTATIC
              && call.owner().asInternalName().equals("java/lang/Class")
              && call.name().equalsString("forName")
              && before instanceof ConstantInstruction constant
              && constant.constantValue() instanceof String name
              && isAbsent.test(name) ->
          Optional.of(to -> to.invokestatic(ABSENT, "forName", call.typeSymbol()));
      case FieldInstruction field when field.opcode() == Opcode.GETSTATIC && isDecimal(field) ->
          Optional.of(
              to ->
                  to.new_(CD_BigDecimal)
                      .dup()
                      .getstatic(
                          field.owner().asSymbol(),
                          field.name().stringValue().replace("BD_", "BI_"),
                          CD_BigInteger)
                      .invokespecial(
                          CD_BigDecimal, "<init>", MethodTypeDesc.of(CD_void, CD_BigInteger)));
      case FieldInstruction field
          when field.opcode() == Opcode.GETSTATIC
              && field.owner().equals(owner.thisClass())
              && late.containsKey(field.name().stringValue()) ->
          Optional.of(
              to ->
                  to.invokestatic(
                      owner.thisClass().asSymbol(),
                      lateName(field.name().stringValue()),
                      MethodTypeDesc.of(field.typeSymbol())));
      default -> Optional.empty();
    };
  }

  /// What the class initializer has as `X = new T(...)`, and then `X.set(Y)` or not.
  private static Map<String, Late> late(ClassModel owner) {
    List<CodeElement> code =
        owner.methods().stream()
            .filter(Lowering::isInitializer)
            .flatMap(method -> method.code().stream())
            .flatMap(CodeModel::elementStream)
            .filter(Instruction.class::isInstance)
            .toList();
    Map<String, Late> late = new TreeMap<>();
    for (int i = 0; i < code.size(); i++) {
      if (code.get(i) instanceof FieldInstruction field
          && field.opcode() == Opcode.PUTSTATIC
          && LATE.contains(field.name().stringValue())) {
        int start = i;
        while (!(code.get(start) instanceof NewObjectInstruction)) {
          start--;
        }
        List<CodeElement> made = new ArrayList<>(code.subList(start, i));
        int end = i + 1;
        if (isSetter(code.subList(end, Math.min(end + 3, code.size())), field)) {
          made.add(StackInstruction.of(Opcode.DUP));
          made.addAll(code.subList(end + 1, end + 3));
          end += 3;
        }
        late.put(field.name().stringValue(), new Late(field.typeSymbol(), start, end, made));
      }
    }
    return late;
  }

  private static boolean isInitializer(MethodModel method) {
    return method.methodName().equalsString("<clinit>");
  }

  private static boolean isSetter(List<CodeElement> code, FieldInstruction of) {
    return code.size() == 3
        && code.getFirst() instanceof FieldInstruction read
        && read.opcode() == Opcode.GETSTATIC
        && read.field().equals(of.field())
        && code.get(1) instanceof FieldInstruction
        && code.getLast() instanceof InvokeInstruction call
        && call.typeSymbol().returnType().equals(CD_void);
  }

  private static String lateName(String constant) {
    return "late$" + constant;
  }

  private static void add(ClassBuilder builder, Late constant, String name) {
    builder.withMethodBody(
        lateName(name),
        MethodTypeDesc.of(constant.type()),
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
        body -> {
          constant.code().forEach(body::with);
          body.areturn();
        });
  }

  private static boolean isDecimal(FieldInstruction field) {
    return field.owner().asInternalName().startsWith("com/fasterxml/jackson/core/base/")
        && field.name().stringValue().matches("BD_(MIN|MAX)_(INT|LONG)");
  }

  /// Whether the code begins with `BD_X = new BigDecimal(BI_X)`.
  private static boolean isDecimalConstant(List<CodeElement> code) {
    return code.size() >= DECIMAL_CONSTANT
        && code.get(0) instanceof NewObjectInstruction
        && code.get(1) instanceof StackInstruction
        && code.get(2) instanceof FieldInstruction whole
        && code.get(3) instanceof InvokeInstruction
        && code.get(4) instanceof FieldInstruction decimal
        && decimal.opcode() == Opcode.PUTSTATIC
        && isDecimal(decimal)
        && decimal.name().stringValue().replace("BD_", "BI_").equals(whole.name().stringValue());
  }

  private static CodeTransform with(Map<Integer, Consumer<CodeBuilder>> replaced, CodeModel code) {
    return new CodeTransform() {
      private int place;

      @Override
      public void atStart(CodeBuilder builder) {
        code.findAttribute(Attributes.stackMapTable()).ifPresent(builder::with);
      }

      @Override
      public void accept(CodeBuilder builder, CodeElement element) {
        Consumer<CodeBuilder> replacement = replaced.get(place++);
        if (replacement != null) {
          replacement.accept(builder);
        } else if (!(element instanceof StackMapTableAttribute)) {
          builder.with(element);
        }
      }
    };
  }

  private String nameOf(Switch found) {
    return switches.computeIfAbsent(found, _ -> "switch$" + switches.size());
  }

  private static boolean isComparator(InvokeInstruction call) {
    return call.opcode() == Opcode.INVOKESTATIC
        && COMPARATORS.contains(call.owner().asInternalName())
        && FACTORIES.contains(call.name().stringValue());
  }

  /// The `switch` that is made there; empty when it is none, or has labels of other kinds.
  private static Optional<Switch> switchAt(InvokeDynamicInstruction site) {
    if (!site.bootstrapMethod().owner().equals(SWITCHES)) {
      return Optional.empty();
    }
    boolean isEnum = site.bootstrapMethod().methodName().equals("enumSwitch");
    ClassDesc selector = site.typeSymbol().parameterType(0);
    List<Object> labels = new ArrayList<>();
    for (ConstantDesc label : site.bootstrapArgs()) {
      Object known =
          switch (label) {
            case ClassDesc type -> type.isPrimitive() ? null : type;
            case String name -> isEnum ? new Constant(selector, name) : name;
            case Integer number -> number;
            case DynamicConstantDesc<?> constant -> constant(constant).orElse(null);
            default -> null;
          };
      if (known == null) {
        return Optional.empty();
      }
      labels.add(known);
    }
    return selector.isPrimitive()
        ? Optional.empty()
        : Optional.of(new Switch(site.typeSymbol(), labels));
  }

  /// The constant that javac describes by `EnumDesc.of(ClassDesc.of("Type"), "NAME")`.
  private static Optional<Constant> constant(DynamicConstantDesc<?> label) {
    List<ConstantDesc> of = label.bootstrapArgsList();
    if (label.bootstrapMethod().methodName().equals("invoke")
        && of.size() == 3
        && of.get(0) instanceof DirectMethodHandleDesc maker
        && maker.owner().displayName().equals("Enum$EnumDesc")
        && of.get(1) instanceof DynamicConstantDesc<?> type
        && type.bootstrapArgsList().size() == 2
        && type.bootstrapArgsList().get(1) instanceof String typeName
        && of.get(2) instanceof String name) {
      return Optional.of(new Constant(ClassDesc.of(typeName), name));
    }
    return Optional.empty();
  }

  private static void add(ClassBuilder builder, Switch each, String name) {
    builder.withMethodBody(
        name,
        each.type(),
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
        body -> new SwitchBody(body, each).write());
  }

  /// `static int switch$0(Type selector, int restart)`: the first label from `restart` on that
  /// matches, -1 for `null`, the number of labels when none does.
  private static final class SwitchBody {

    private final CodeBuilder code;
    private final List<Object> labels;
    private final List<VerificationTypeInfo> locals;
    private final List<StackMapFrameInfo> frames = new ArrayList<>();

    SwitchBody(CodeBuilder code, Switch from) {
      this.code = code;
      labels = from.labels();
      locals =
          List.of(
              ObjectVerificationTypeInfo.of(from.type().parameterType(0)),
              SimpleVerificationTypeInfo.INTEGER);
    }

    void write() {
      Label isThere = code.newLabel();
      code.aload(0).ifnonnull(isThere).iconst_m1().ireturn();
      bind(isThere, List.of());
      Label none = code.newLabel();
      List<Label> tests = labels.stream().map(_ -> code.newLabel()).toList();
      if (!tests.isEmpty()) {
        List<SwitchCase> starts = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
          starts.add(SwitchCase.of(i, tests.get(i)));
        }
        code.iload(1).tableswitch(0, tests.size() - 1, none, starts);
      }
      for (int i = 0; i < tests.size(); i++) {
        bind(tests.get(i), List.of());
        test(labels.get(i), i + 1 < tests.size() ? tests.get(i + 1) : none);
        code.loadConstant(i).ireturn();
      }
      bind(none, List.of());
      code.loadConstant(labels.size()).ireturn();
      code.with(StackMapTableAttribute.of(frames));
    }

    private void bind(Label label, List<VerificationTypeInfo> stack) {
      code.labelBinding(label);
      frames.add(StackMapFrameInfo.of(label, locals, stack));
    }

    /// Goes on to `next` when the selector does not match.
    private void test(Object label, Label next) {
      switch (label) {
        case ClassDesc type -> code.aload(0).instanceOf(type).ifeq(next);
        case Constant(ClassDesc type, String name) ->
            // Asks the type first: a value of another must not initialize it.
            code.aload(0)
                .instanceOf(type)
                .ifeq(next)
                .aload(0)
                .getstatic(type, name, type)
                .if_acmpne(next);
        case Integer number -> number(number, next);
        default ->
            code.ldc((String) label)
                .aload(0)
                .invokevirtual(CD_Object, "equals", OBJECT_TEST)
                .ifeq(next);
      }
    }

    private void number(int number, Label next) {
      Label character = code.newLabel();
      Label compare = code.newLabel();
      code.aload(0)
          .instanceOf(CD_Number)
          .ifeq(character)
          .aload(0)
          .checkcast(CD_Number)
          .invokevirtual(CD_Number, "intValue", MethodTypeDesc.of(CD_int))
          .goto_(compare);
      bind(character, List.of());
      code.aload(0)
          .instanceOf(CD_Character)
          .ifeq(next)
          .aload(0)
          .checkcast(CD_Character)
          .invokevirtual(CD_Character, "charValue", MethodTypeDesc.of(CD_char));
      bind(compare, List.of(SimpleVerificationTypeInfo.INTEGER));
      code.loadConstant(number).if_icmpne(next);
    }
  }

  /// The one thing that such a method does, when it is javac's.
  private static Optional<InvokeDynamicInstruction> recordMethod(CodeModel code) {
    List<Instruction> instructions =
        code.elementStream()
            .filter(Instruction.class::isInstance)
            .map(Instruction.class::cast)
            .toList();
    return instructions.size() > 4
        ? Optional.empty()
        : instructions.stream()
            .filter(InvokeDynamicInstruction.class::isInstance)
            .map(InvokeDynamicInstruction.class::cast)
            .filter(site -> site.bootstrapMethod().owner().equals(RECORDS))
            .findFirst();
  }

  private void recordMethod(CodeBuilder code, InvokeDynamicInstruction site) {
    List<DirectMethodHandleDesc> components =
        site.bootstrapArgs().stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    switch (site.name().stringValue()) {
      case "equals" -> equality(code, components);
      case "hashCode" -> hash(code, components);
      default -> text(code, components);
    }
  }

  private void component(CodeBuilder code, int of, DirectMethodHandleDesc component) {
    code.aload(of)
        .getfield(
            owner.thisClass().asSymbol(),
            component.methodName(),
            ClassDesc.ofDescriptor(component.lookupDescriptor()));
  }

  private static ClassDesc type(DirectMethodHandleDesc component) {
    return ClassDesc.ofDescriptor(component.lookupDescriptor());
  }

  /// The last component first, as `ObjectMethods` does.
  private void equality(CodeBuilder code, List<DirectMethodHandleDesc> components) {
    ClassDesc self = owner.thisClass().asSymbol();
    List<VerificationTypeInfo> locals =
        List.of(ObjectVerificationTypeInfo.of(self), ObjectVerificationTypeInfo.of(CD_Object));
    Label another = code.newLabel();
    Label different = code.newLabel();
    code.aload(0).aload(1).if_acmpne(another).iconst_1().ireturn();
    code.labelBinding(another);
    code.aload(1).instanceOf(self).ifeq(different).aload(1).checkcast(self).astore(2);
    for (DirectMethodHandleDesc component : components.reversed()) {
      component(code, 0, component);
      component(code, 2, component);
      ClassDesc type = type(component);
      switch (TypeKind.from(type)) {
        case LONG -> code.lcmp().ifne(different);
        case FLOAT, DOUBLE ->
            code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                .ifne(different);
        case REFERENCE ->
            code.invokestatic(
                    CD_Objects, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                .ifeq(different);
        case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.if_icmpne(different);
        case VOID -> throw new IllegalStateException(component.toString());
      }
    }
    code.iconst_1().ireturn();
    code.labelBinding(different);
    code.iconst_0().ireturn();
    code.with(
        StackMapTableAttribute.of(
            Stream.of(another, different)
                .map(label -> StackMapFrameInfo.of(label, locals, List.of()))
                .toList()));
  }

  private void hash(CodeBuilder code, List<DirectMethodHandleDesc> components) {
    code.iconst_0();
    for (DirectMethodHandleDesc component : components) {
      code.bipush(31).imul();
      component(code, 0, component);
      ClassDesc type = type(component);
      if (type.isPrimitive()) {
        code.invokestatic(boxed(type), "hashCode", MethodTypeDesc.of(CD_int, type));
      } else {
        code.invokestatic(CD_Objects, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private void text(CodeBuilder code, List<DirectMethodHandleDesc> components) {
    code.new_(CD_StringBuilder)
        .dup()
        .invokespecial(CD_StringBuilder, "<init>", MethodTypeDesc.of(CD_void));
    String before = simpleName() + "[";
    for (DirectMethodHandleDesc component : components) {
      append(code, before + component.methodName() + "=");
      component(code, 0, component);
      ClassDesc type = type(component);
      ClassDesc kind = type.isPrimitive() ? type : CD_Object;
      code.invokestatic(CD_String, "valueOf", MethodTypeDesc.of(CD_String, widened(kind)));
      appendText(code);
      before = ", ";
    }
    append(code, components.isEmpty() ? before + "]" : "]");
    code.invokevirtual(CD_StringBuilder, "toString", MethodTypeDesc.of(CD_String)).areturn();
  }

  private static void append(CodeBuilder code, String text) {
    code.ldc(text);
    appendText(code);
  }

  private static void appendText(CodeBuilder code) {
    code.invokevirtual(CD_StringBuilder, "append", MethodTypeDesc.of(CD_StringBuilder, CD_String));
  }

  /// `String` writes bytes and shorts as integers.
  private static ClassDesc widened(ClassDesc type) {
    return switch (TypeKind.from(type)) {
      case BYTE, SHORT -> CD_int;
      default -> type;
    };
  }

  private static ClassDesc boxed(ClassDesc type) {
    return switch (TypeKind.from(type)) {
      case BOOLEAN -> ClassDesc.of("java.lang.Boolean");
      case BYTE -> ClassDesc.of("java.lang.Byte");
      case CHAR -> CD_Character;
      case SHORT -> ClassDesc.of("java.lang.Short");
      case INT -> ClassDesc.of("java.lang.Integer");
      case LONG -> ClassDesc.of("java.lang.Long");
      case FLOAT -> ClassDesc.of("java.lang.Float");
      case DOUBLE -> ClassDesc.of("java.lang.Double");
      case REFERENCE, VOID -> throw new IllegalArgumentException(type.displayName());
    };
  }

  private String simpleName() {
    ClassEntry self = owner.thisClass();
    return owner
        .findAttribute(Attributes.innerClasses())
        .flatMap(
            inner ->
                inner.classes().stream().filter(each -> each.innerClass().equals(self)).findFirst())
        .flatMap(InnerClassInfo::innerName)
        .map(name -> name.stringValue())
        .orElseGet(
            () -> self.asInternalName().substring(self.asInternalName().lastIndexOf('/') + 1));
  }
}
