/// Where incidents are kept: the port, and a cache in front of it.
@NullMarked
package dev.rolecall.incident.repository;

import org.jspecify.annotations.NullMarked;
