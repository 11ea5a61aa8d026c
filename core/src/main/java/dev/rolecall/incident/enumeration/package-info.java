/// Which roles matter when a caller tries one role after the other: what is known of a role, and
/// why it is told apart from names that lead nowhere.
@NullMarked
package dev.rolecall.incident.enumeration;

import org.jspecify.annotations.NullMarked;
