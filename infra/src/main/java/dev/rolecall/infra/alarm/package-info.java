/// Alarms and the dashboard.
@NullMarked
package dev.rolecall.infra.alarm;

import org.jspecify.annotations.NullMarked;
