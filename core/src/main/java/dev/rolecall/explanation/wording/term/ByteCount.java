package dev.rolecall.explanation.wording.term;

import java.util.Locale;

/// Amounts of data, in powers of 1,000 as AWS charges for them: `12 MB`, `1.4 TB`.
public final class ByteCount {

  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

  private ByteCount() {}

  public static String of(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (Math.round(amount) >= 1000 && unit < UNITS.length - 1) {
      amount /= 1000;
      unit++;
    }
    return unit == 0 || amount >= 10
        ? Math.round(amount) + " " + UNITS[unit]
        : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }
}
