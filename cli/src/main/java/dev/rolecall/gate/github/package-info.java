/// Answers for GitHub Actions and code scanning: annotations, job summaries, outputs, SARIF.
///
/// What other people wrote, names of branches among it, is escaped for each of them.
@NullMarked
package dev.rolecall.gate.github;

import org.jspecify.annotations.NullMarked;
