/// Standard output and error, exit statuses and progress.
@NullMarked
package dev.rolecall.cli.console;

import org.jspecify.annotations.NullMarked;
