@NullMarked
package dev.rolecall.incident.state;

import org.jspecify.annotations.NullMarked;
