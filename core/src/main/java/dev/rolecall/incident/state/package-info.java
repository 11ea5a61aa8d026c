/// What is kept of an incident, and what becomes of it with each event. No side effects.
@NullMarked
package dev.rolecall.incident.state;

import org.jspecify.annotations.NullMarked;
