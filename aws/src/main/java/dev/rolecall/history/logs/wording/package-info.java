/// Sentences about log groups of Amazon CloudWatch Logs.
@NullMarked
package dev.rolecall.history.logs.wording;

import org.jspecify.annotations.NullMarked;
