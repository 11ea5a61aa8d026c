/// Tests of incidents: rules, races, crashes, and the table.
@NullMarked
package dev.rolecall.incident;

import org.jspecify.annotations.NullMarked;
