/// IAM's policy language and how its policies decide a call: pure, total, no I/O.
///
/// Everything is answered in three values ([Truth][dev.rolecall.policy.Truth]): what the evidence
/// does not tell stays unknown and says what is missing. A definite answer holds for every way of
/// filling what is missing.
@NullMarked
package dev.rolecall.policy;

import org.jspecify.annotations.NullMarked;
