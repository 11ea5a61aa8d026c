/// What people do about an incident: acknowledge it, snooze it, resolve it.
@NullMarked
package dev.rolecall.incident.action;

import org.jspecify.annotations.NullMarked;
