/// The files of a snapshot: which there are, what each holds, and what is wrong with them.
@NullMarked
package dev.rolecall.evidence.snapshot.file;

import org.jspecify.annotations.NullMarked;
