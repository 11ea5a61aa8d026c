/// Notifications as events of EventBridge, and what takes them from there.
@NullMarked
package dev.rolecall.infra.event;

import org.jspecify.annotations.NullMarked;
