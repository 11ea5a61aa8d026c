package dev.rolecall.problem;

import java.util.Arrays;

/// Where something failed that should not have: what such an error says may be text that a caller
/// wrote.
public final class DefectPlace {

  private static final String OURS = "dev.rolecall.";

  private DefectPlace() {}

  /// "IllegalStateException in Explainer.java:71".
  public static String of(Throwable error) {
    String place =
        Arrays.stream(error.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith(OURS))
            .findFirst()
            .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("?");
    return StoreWords.defect(error.getClass().getSimpleName(), place);
  }
}
