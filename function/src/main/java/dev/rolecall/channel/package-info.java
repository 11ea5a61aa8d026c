/// Channels: the ways out, each in a folder of its own with its client, its settings, its table of
/// answers and their tests, behind [dev.rolecall.incident.notification.NotificationChannel]. Here
/// is what they share: secrets, HTTP, and trying again.
///
/// No error that leaves these packages holds a secret: texts of other sides are reduced to the
/// codes they are known to send, and addresses and tokens never become part of a sentence.
@NullMarked
package dev.rolecall.channel;

import org.jspecify.annotations.NullMarked;
