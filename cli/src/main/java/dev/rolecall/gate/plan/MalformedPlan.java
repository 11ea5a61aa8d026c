package dev.rolecall.gate.plan;

import java.io.IOException;

/// A plan that is not as Terraform writes it.
final class MalformedPlan extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedPlan(String where, String what) {
    super(where.isEmpty() ? what : where + ": " + what);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
