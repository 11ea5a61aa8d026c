/// The resources that functions share: table, topics, bus, queue.
@NullMarked
package dev.rolecall.infra.resource;

import org.jspecify.annotations.NullMarked;
