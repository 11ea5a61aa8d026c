/// What things are called: callers, roles, causes, regions, points in time, numbers.
@NullMarked
package dev.rolecall.explanation.wording.term;

import org.jspecify.annotations.NullMarked;
