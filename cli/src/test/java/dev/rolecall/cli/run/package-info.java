/// Tests of commands that run under Rolecall.
@NullMarked
package dev.rolecall.cli.run;

import org.jspecify.annotations.NullMarked;
