/// Commands for a shell, safe to paste.
@NullMarked
package dev.rolecall.explanation.command;

import org.jspecify.annotations.NullMarked;
