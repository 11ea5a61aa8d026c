/// Sentences about tables and queries of Amazon Athena.
@NullMarked
package dev.rolecall.history.wording;

import org.jspecify.annotations.NullMarked;
