/// The command `check`.
@NullMarked
package dev.rolecall.cli.check;

import org.jspecify.annotations.NullMarked;
