/// The queue of looks at incidents.
@NullMarked
package dev.rolecall.incident.queue;

import org.jspecify.annotations.NullMarked;
