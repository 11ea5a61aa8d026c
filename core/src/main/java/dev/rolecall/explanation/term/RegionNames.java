package dev.rolecall.explanation.term;

import java.util.regex.Pattern;

/// Names of AWS regions.
public final class RegionNames {

  private static final Pattern NAME = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");

  private RegionNames() {}

  /// Whether `text` is written like a region: then it is safe in words, commands and addresses.
  public static boolean isRegion(String text) {
    return NAME.matcher(text).matches();
  }
}
