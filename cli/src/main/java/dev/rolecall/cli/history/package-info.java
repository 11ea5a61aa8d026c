/// The options of commands that read a history: which period, and from where.
@NullMarked
package dev.rolecall.cli.history;

import org.jspecify.annotations.NullMarked;
