package dev.rolecall.explanation.wording.term;

import dev.rolecall.denial.Denial;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of AWS regions.
public final class RegionNames {

  private static final Pattern NAME = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");

  private RegionNames() {}

  /// The region of a denial, where it is written like one.
  public static Optional<String> of(Denial denial) {
    return denial.region().filter(RegionNames::isRegion);
  }

  /// The option of the AWS CLI for it, with a blank before it; nothing where there is none.
  public static String option(Denial denial) {
    return of(denial).map(region -> " --region " + region).orElse("");
  }

  /// Whether `text` is written like a region: then it is safe in words, commands and addresses.
  public static boolean isRegion(String text) {
    return NAME.matcher(text).matches();
  }
}
