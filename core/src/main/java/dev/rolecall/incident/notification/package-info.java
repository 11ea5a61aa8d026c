/// What people are told of incidents, and the port through which they are told.
@NullMarked
package dev.rolecall.incident.notification;

import org.jspecify.annotations.NullMarked;
