/// What people are told of incidents, and the port through which they are told: SNS, Slack and
/// every other channel is behind [NotificationChannel].
@NullMarked
package dev.rolecall.incident.notification;

import org.jspecify.annotations.NullMarked;
