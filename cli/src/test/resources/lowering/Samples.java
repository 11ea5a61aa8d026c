package samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that LoweringTest lowers, and what it does, as text.
public final class Samples {

  enum Colour implements Part {
    RED,
    GREEN {
      @Override
      String describe(Object other) {
        return switch (other) {
          case Colour colour when colour != this -> "green beside " + colour;
          case Colour colour -> "green";
          default -> "green beside something";
        };
      }
    },
    BLUE;

    String describe(Object other) {
      return switch (this) {
        case RED -> "red";
        case Colour colour when other == null -> "nothing beside " + colour;
        case GREEN -> "g";
        case BLUE -> "b";
      };
    }
  }

  sealed interface Part permits Colour, Circle, Pair, Box {
    default String inInterface(Object of) {
      return switch (of) {
        case Circle circle -> "circle of " + circle.radius();
        case Part part -> part.getClass().getSimpleName();
        case String text -> text;
        default -> "other";
      };
    }

    static int inStatic(Part of) {
      return switch (of) {
        case Colour.RED -> 1;
        case Colour.BLUE -> 2;
        case Colour colour -> 3;
        case Circle circle when circle.radius() > 1.5 -> 4;
        case Circle circle -> 5;
        case Pair<?, ?>(Circle(double radius), Circle(var other)) when radius == other -> 6;
        case Pair<?, ?>(Circle(double radius), var second) -> 7;
        case Pair<?, ?>(String first, String second) -> 8;
        case Pair<?, ?> pair -> 9;
        case Box box -> 10;
      };
    }
  }

  record Circle(double radius) implements Part {}

  record Pair<A, B>(A first, B second) implements Part {}

  record Box(
      boolean a,
      byte b,
      char c,
      short d,
      int e,
      long f,
      float g,
      double h,
      String i,
      int[] j,
      Part k,
      List<String> l)
      implements Part {}

  record Empty() {}

  record Own(int a) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Own;
    }

    @Override
    public int hashCode() {
      return 7;
    }

    @Override
    public String toString() {
      return "own";
    }
  }

  record Textless(Object value) {}

  /// Its text is none.
  static final class Mute {
    @Override
    public String toString() {
      return null;
    }
  }

  static final Object[] VALUES = {
    null,
    "",
    "a",
    "b",
    "long text",
    1,
    2,
    42,
    'a',
    'b',
    7L,
    1.5,
    true,
    new int[] {1},
    new String[] {"x"},
    new Object[0],
    Colour.RED,
    Colour.GREEN,
    Colour.BLUE,
    new Circle(1),
    new Circle(2),
    new Pair<>(new Circle(1), new Circle(1)),
    new Pair<>(new Circle(1), new Circle(2)),
    new Pair<>(new Circle(1), null),
    new Pair<>("a", "b"),
    new Pair<>("a", 1),
    new Pair<>(null, null),
    new Empty(),
    List.of("x"),
    TimeUnit.DAYS
  };

  static String types(Object value) {
    return switch (value) {
      case null -> "null";
      case String text when text.isEmpty() -> "empty";
      case String text when text.length() > 3 -> "long " + text;
      case String text -> "text " + text;
      case Integer number when number > 40 -> "large";
      case Integer number -> "number";
      case int[] numbers -> "ints " + numbers.length;
      case String[] texts -> "texts";
      case Object[] objects -> "objects";
      case Colour colour when colour == Colour.RED -> "red";
      case Part part when part instanceof Circle -> "circle";
      case Enum<?> constant -> "constant " + constant;
      case Comparable<?> comparable -> "comparable";
      default -> "other";
    };
  }

  static String noNull(Object value) {
    switch (value) {
      case CharSequence text:
        return "chars";
      case Number number
      when number.intValue() == 7:
        return "seven";
      case Number number:
        return "number";
      default:
        return "other";
    }
  }

  static String nullAndDefault(Object value) {
    return switch (value) {
      case String text -> text;
      case null, default -> "none";
    };
  }

  static String texts(String value) {
    return switch (value) {
      case "a" -> "first";
      case String text when text.length() > 3 -> "long";
      case "b" -> "second";
      case null -> "null";
      case String text -> "rest";
    };
  }

  static String numbers(Integer value) {
    return switch (value) {
      case 1 -> "one";
      case Integer number when number > 10 -> "many";
      case 2 -> "two";
      case Integer number -> "rest";
    };
  }

  static String characters(Character value) {
    return switch (value) {
      case 'a' -> "first";
      case Character other when other > 'y' -> "last";
      case 'b' -> "second";
      case Character other -> "rest";
    };
  }

  static String bytes(Byte value) {
    return switch (value) {
      case 1 -> "one";
      case Byte other when other < 0 -> "negative";
      case Byte other -> "rest";
    };
  }

  static String constants(Colour value) {
    return switch (value) {
      case null -> "null";
      case RED -> "red";
      case Colour colour when colour.ordinal() == 2 -> "third";
      case GREEN, BLUE -> "other";
    };
  }

  static String constantsAndNull(Colour value) {
    return switch (value) {
      case RED, BLUE -> "red or blue";
      case GREEN -> "green";
      case null -> "null";
    };
  }

  static String foreign(TimeUnit unit) {
    return switch (unit) {
      case DAYS -> "days";
      case TimeUnit other when other.toMillis(1) > 100 -> "long";
      case TimeUnit other -> "short";
    };
  }

  static <T extends Comparable<T>> String generic(T value) {
    Supplier<String> inLambda =
        () ->
            switch (value) {
              case String text when text.equals("a") -> "a";
              case Integer number -> "n" + number;
              default -> "d";
            };
    return inLambda.get();
  }

  static String nested(Object value) {
    Object inner = value instanceof Pair<?, ?> pair ? pair.first() : value;
    return switch (value) {
      case Pair<?, ?>(Pair<?, ?>(var a, var b), var c) -> "pairs";
      case Pair<?, ?> pair ->
          switch (inner) {
            case Circle circle -> "inner circle";
            case null -> "inner null";
            default -> "inner";
          };
      case null -> "null";
      default -> "outer";
    };
  }

  /// A guard changes what later labels see, and counts how often it is asked.
  static String guards(Object value) {
    int[] asked = {0};
    String found =
        switch (value) {
          case Number number when ++asked[0] > 2 -> "first";
          case Number number when ++asked[0] > 1 -> "second";
          case Comparable<?> comparable when ++asked[0] > 1 -> "third";
          case Object any when ++asked[0] > 0 -> "fourth";
          case Object any -> "fifth";
        };
    return found + asked[0];
  }

  static String throwing(Object value) {
    return switch (value) {
      case Throwing(int number) -> "number " + number;
      case String text when Integer.parseInt(text) > 0 -> "positive";
      default -> "other";
    };
  }

  record Throwing(int number) {
    @Override
    public int number() {
      throw new IllegalStateException("not readable");
    }
  }

  final String made;

  Samples(Object value) {
    made =
        switch (value) {
          case String text -> "made of " + text;
          default -> "made of " + value.getClass().getSimpleName();
        };
  }

  private static String result(Callable<?> call) {
    try {
      return String.valueOf(call.call());
    } catch (Exception e) {
      return e.getClass().getName() + ": " + e.getMessage() + cause(e);
    }
  }

  private static String cause(Exception e) {
    return e.getCause() == null ? "" : " (" + e.getCause() + ")";
  }

  private static <T> void each(
      List<String> results, String of, T[] values, Function<T, Object> call) {
    for (T value : values) {
      results.add(of + ": " + result(() -> call.apply(value)));
    }
  }

  public static List<String> results() {
    List<String> results = new ArrayList<>();
    each(results, "types", VALUES, Samples::types);
    each(results, "noNull", VALUES, Samples::noNull);
    each(results, "nullAndDefault", VALUES, Samples::nullAndDefault);
    each(results, "nested", VALUES, Samples::nested);
    each(results, "guards", VALUES, Samples::guards);
    each(results, "made", VALUES, value -> new Samples(value).made);
    each(results, "inInterface", VALUES, value -> new Circle(3).inInterface(value));
    each(results, "describe", VALUES, value -> Colour.GREEN.describe(value));
    each(results, "throwing", new Object[] {new Throwing(1), "x", "1", "-1", 1}, Samples::throwing);
    each(
        results,
        "inStatic",
        VALUES,
        value -> value instanceof Part part ? Part.inStatic(part) : "none");
    results.add("inStatic: " + result(() -> Part.inStatic(null)));
    each(
        results,
        "texts",
        new String[] {null, "", "a", "b", "abcd", new String("a")},
        Samples::texts);
    each(results, "numbers", new Integer[] {null, 0, 1, 2, 11, 1000}, Samples::numbers);
    each(results, "characters", new Character[] {null, 'a', 'b', 'c', 'z'}, Samples::characters);
    each(results, "bytes", new Byte[] {null, 0, 1, -1}, Samples::bytes);
    Colour[] colours = {null, Colour.RED, Colour.GREEN, Colour.BLUE};
    each(results, "constants", colours, Samples::constants);
    each(results, "constantsAndNull", colours, Samples::constantsAndNull);
    each(results, "red", colours, colour -> colour.describe(null) + colour.describe(1));
    each(results, "foreign", TimeUnit.values(), Samples::foreign);
    results.add("generic: " + generic("a") + generic("b") + generic(1) + generic(1.0));
    results.add("absent: " + result(() -> Class.forName("absent.Type")));
    results.add("present: " + result(() -> Class.forName("java.util.Optional")));
    records(results);
    comparators(results);
    return results;
  }

  private static void records(List<String> results) {
    record Local(int a, Colour b) {}
    int[] numbers = {1};
    List<Object> all =
        new ArrayList<>(
            List.of(
                new Empty(),
                new Empty(),
                new Own(1),
                new Own(2),
                new Circle(0.0),
                new Circle(-0.0),
                new Circle(Double.NaN),
                new Circle(Double.NaN),
                new Local(1, Colour.RED),
                new Local(1, null),
                new Pair<>(1, null),
                new Pair<>(null, 1),
                new Pair<>(1, null)));
    float[] floats = {0f, -0f, Float.NaN, 1.5f};
    for (int i = 0; i < floats.length; i++) {
      all.add(
          new Box(
              i % 2 == 0,
              (byte) (i - 2),
              (char) ('a' + i),
              (short) -i,
              i,
              1L << 33 | i,
              floats[i],
              -floats[i],
              i == 0 ? null : "t" + i,
              numbers,
              new Circle(i),
              List.of("l")));
      all.add(new Box(true, (byte) 0, 'a', (short) 0, 0, 0, floats[i], 0, null, null, null, null));
    }
    all.add(new Box(true, (byte) 0, 'a', (short) 0, 0, 0, 0f, 0, null, null, null, null));
    for (Object one : all) {
      // A hash code of an enum or an array is the place of an object.
      String text = one.toString().replaceAll("\\[I@[0-9a-f]+", "ints");
      boolean isFixed = !text.contains("ints") && !text.contains("RED");
      results.add(text + (isFixed ? " " + one.hashCode() : ""));
      StringBuilder equal = new StringBuilder();
      for (Object other : all) {
        equal.append(one.equals(other) ? '=' : '.');
      }
      results.add(equal.append(one.equals(null)).append(one.equals("x")).toString());
    }
    results.add("mute " + new Textless(new Mute()) + new Textless(null));
    results.add(
        "self "
            + result(
                () -> {
                  Textless[] self = {null};
                  self[0] = new Textless(self);
                  return self[0].equals(self[0]);
                }));
  }

  private static void comparators(List<String> results) {
    List<Pair<String, Integer>> pairs =
        List.of(
            new Pair<>("b", 2),
            new Pair<>("a", 2),
            new Pair<>("b", 1),
            new Pair<>("a", -1),
            new Pair<>("c", 9));
    Function<Pair<String, Integer>, String> first = Pair::first;
    List<Comparator<Pair<String, Integer>>> orders =
        List.of(
            Comparator.comparing(first),
            Comparator.comparing(first).reversed(),
            Comparator.comparing(first).reversed().reversed(),
            Comparator.comparing(first, Comparator.reverseOrder()),
            Comparator.comparingInt(Pair::second),
            Comparator.comparingLong(Pair::second),
            Comparator.comparingDouble(pair -> -pair.second()),
            Comparator.comparing(first).thenComparing(Pair::second),
            Comparator.comparing(first).thenComparing(Pair::second, Comparator.reverseOrder()),
            Comparator.comparing(first).thenComparing(Comparator.comparing(Pair::second)),
            Comparator.comparing(first).thenComparingInt(Pair::second),
            Comparator.comparing(first).thenComparingLong(pair -> -pair.second()),
            Comparator.comparing(first).thenComparingDouble(Pair::second).reversed(),
            Comparator.comparingInt(Pair<String, Integer>::second)
                .thenComparing(Pair::first)
                .reversed()
                .thenComparing(Pair::first),
            Comparator.nullsFirst(Comparator.comparing(first)).thenComparing(Pair::second),
            Comparator.nullsLast(Comparator.comparing(first)));
    for (Comparator<Pair<String, Integer>> order : orders) {
      results.add("order " + pairs.stream().sorted(order).toList());
      results.add(
          "order "
              + result(
                  () -> {
                    List<Pair<String, Integer>> some = new ArrayList<>(pairs);
                    some.add(null);
                    some.sort(order);
                    return some;
                  }));
      results.add(
          "order " + result(() -> order.compare(new Pair<>(null, null), new Pair<>("a", 1))));
      results.add(
          "order " + result(() -> order.thenComparing((Comparator<Pair<String, Integer>>) null)));
    }
    results.add("order " + result(() -> Comparator.comparing((Function<String, String>) null)));
    results.add("order " + result(() -> Comparator.comparing(Function.<String>identity(), null)));
    results.add("order " + result(() -> Comparator.comparingInt(null)));
    Map<String, Integer> map = new TreeMap<>(Map.of("a", 3, "b", 1, "c", 2));
    results.add("entries " + map.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList());
    results.add(
        "entries "
            + map.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList());
    results.add(
        "entries "
            + map.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByKey().reversed())
                .toList());
    results.add(
        "entries "
            + map.entrySet().stream()
                .sorted(
                    Map.Entry.comparingByKey(Comparator.comparing(key -> key.equals("b") ? 0 : 1)))
                .toList());
    String[] words = {"bb", "a", "ccc"};
    Arrays.sort(words, Comparator.comparing(String::length, (a, b) -> b - a));
    results.add("words " + Arrays.toString(words));
  }
}
