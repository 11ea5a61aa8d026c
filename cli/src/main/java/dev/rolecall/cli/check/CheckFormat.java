package dev.rolecall.cli.check;

/// The formats of `check`.
enum CheckFormat {
  text,
  json,
  markdown,
  /// Annotations for GitHub Actions, with the summary and the outputs of the step in the runner's
  /// files.
  github
}
