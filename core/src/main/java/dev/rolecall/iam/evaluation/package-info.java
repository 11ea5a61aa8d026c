/// How the policies of one request are evaluated: pure, total, no I/O. A definite answer holds for
/// every way of filling what is missing.
@NullMarked
package dev.rolecall.iam.evaluation;

import org.jspecify.annotations.NullMarked;
