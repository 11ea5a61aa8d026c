/// What is said about queries of Athena.
@NullMarked
package dev.rolecall.history.athena.wording;

import org.jspecify.annotations.NullMarked;
