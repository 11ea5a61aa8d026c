/// A report for tools that show findings where code stands: SARIF 2.1.0, with each incident at the
/// trust policy in Terraform's configuration that would have to change.
@NullMarked
package dev.rolecall.report.sarif;

import org.jspecify.annotations.NullMarked;
