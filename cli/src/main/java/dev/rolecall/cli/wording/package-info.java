/// The sentences of the command line: usage errors, progress, summaries, and credentials that do
/// not work. The help texts of options stand beside their options.
@NullMarked
package dev.rolecall.cli.wording;

import org.jspecify.annotations.NullMarked;
