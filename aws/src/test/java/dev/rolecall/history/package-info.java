/// Tables, records and results of queries.
@NullMarked
package dev.rolecall.history;

import org.jspecify.annotations.NullMarked;
