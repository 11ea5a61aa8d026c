/// What is said of input that cannot be used: JSON, CloudTrail records, snapshot files, policies.
@NullMarked
package dev.rolecall.problem;

import org.jspecify.annotations.NullMarked;
