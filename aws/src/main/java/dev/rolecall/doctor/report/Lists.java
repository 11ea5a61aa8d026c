package dev.rolecall.doctor.report;

import dev.rolecall.doctor.wording.DoctorWords;
import java.util.List;

/// How lists are named.
public final class Lists {

  /// So many are named; of the rest, how many there are.
  static final int NAMED = 10;

  private Lists() {}

  public static String some(List<?> things) {
    return DoctorWords.some(things, NAMED);
  }
}
