/// What operators read about incidents: in logs.
@NullMarked
package dev.rolecall.explanation.wording.incident;

import org.jspecify.annotations.NullMarked;
