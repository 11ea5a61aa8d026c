/// Delivery to Microsoft Teams.
@NullMarked
package dev.rolecall.channel.teams;

import org.jspecify.annotations.NullMarked;
