/// Runs a command as it would run without Rolecall, and looks for denied calls in what it writes.
@NullMarked
package dev.rolecall.cli.run;

import org.jspecify.annotations.NullMarked;
