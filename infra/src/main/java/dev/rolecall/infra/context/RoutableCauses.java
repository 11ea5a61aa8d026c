package dev.rolecall.infra.context;

import dev.rolecall.diagnosis.result.CauseCode;
import java.util.Arrays;
import java.util.List;

/// The codes of the causes that alerts can be routed by.
final class RoutableCauses {

  static final List<String> CODES =
      Arrays.stream(CauseCode.values()).map(Enum::name).sorted().toList();

  private RoutableCauses() {}
}
