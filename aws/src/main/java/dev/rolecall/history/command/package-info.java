/// SQL for Amazon Athena.
@NullMarked
package dev.rolecall.history.command;

import org.jspecify.annotations.NullMarked;
