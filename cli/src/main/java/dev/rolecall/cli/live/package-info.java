/// Access to AWS for the commands that have `--live`.
@NullMarked
package dev.rolecall.cli.live;

import org.jspecify.annotations.NullMarked;
