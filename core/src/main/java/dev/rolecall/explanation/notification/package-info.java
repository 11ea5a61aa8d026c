/// Notifications of incidents in words, for every channel.
@NullMarked
package dev.rolecall.explanation.notification;

import org.jspecify.annotations.NullMarked;
