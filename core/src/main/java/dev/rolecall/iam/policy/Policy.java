package dev.rolecall.iam.policy;

import java.util.List;

/// A policy document.
///
/// @param source the JSON it was read from
/// @param variables whether policy variables are replaced: `Version` is 2012-10-17
public record Policy(String source, boolean variables, List<Statement> statements) {
  public Policy {
    statements = List.copyOf(statements);
  }
}
