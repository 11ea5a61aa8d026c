/// CloudTrail's records in tables of Amazon Athena: one query finds them.
@NullMarked
package dev.rolecall.history.athena;

import org.jspecify.annotations.NullMarked;
