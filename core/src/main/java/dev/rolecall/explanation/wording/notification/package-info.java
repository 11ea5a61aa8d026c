/// What alerts, searches and digests say, for every channel.
@NullMarked
package dev.rolecall.explanation.wording.notification;

import org.jspecify.annotations.NullMarked;
