/// The command line: wiring, arguments and exit statuses. No decisions are made here.
@NullMarked
package dev.rolecall.cli;

import org.jspecify.annotations.NullMarked;
