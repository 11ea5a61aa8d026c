/// Condition operators of IAM's policy language and how their values are compared. Every answer is
/// one of three ([Truth][dev.rolecall.iam.condition.Truth]): what the evidence does not tell stays
/// unknown and says what is missing.
@NullMarked
package dev.rolecall.iam.condition;

import org.jspecify.annotations.NullMarked;
