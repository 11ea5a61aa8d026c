/// What operators read about incidents: in logs.
@NullMarked
package dev.rolecall.incident.wording;

import org.jspecify.annotations.NullMarked;
