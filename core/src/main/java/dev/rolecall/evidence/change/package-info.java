/// What CloudTrail's records tell of changes in IAM and of roles that were assumed, wherever the
/// records come from.
@NullMarked
package dev.rolecall.evidence.change;

import org.jspecify.annotations.NullMarked;
