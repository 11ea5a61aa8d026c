package dev.rolecall.explanation.wording.term;

import java.util.Locale;

/// Numbers, as people read them.
public final class Count {

  private Count() {}

  /// "1,204".
  public static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// "1,204 denials", "1 denial".
  public static String of(long number, String unit) {
    return of(number) + " " + unit + (number == 1 ? "" : "s");
  }

  /// "1st", "2nd", "3rd", "11th".
  public static String ordinal(long number) {
    boolean teen = number % 100 >= 11 && number % 100 <= 13;
    String end =
        switch (teen ? 0 : (int) (number % 10)) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
    return of(number) + end;
  }

  /// "12 %"; what is more than nothing and less than all never rounds to either.
  public static String share(long part, long whole) {
    long rounded = whole == 0 ? 0 : Math.round(100.0 * part / whole);
    return (part > 0 && part < whole ? Math.clamp(rounded, 1, 99) : rounded) + " %";
  }
}
