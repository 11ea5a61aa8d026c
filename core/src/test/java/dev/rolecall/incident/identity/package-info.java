@NullMarked
package dev.rolecall.incident.identity;

import org.jspecify.annotations.NullMarked;
