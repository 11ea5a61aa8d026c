/// CloudTrail's history in Amazon Athena: which tables can be read, and with which query.
@NullMarked
package dev.rolecall.history;

import org.jspecify.annotations.NullMarked;
