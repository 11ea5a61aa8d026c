/// Writes snapshots: what accounts, their organization and their trails say, saved to files.
///
/// The files are those that `evidence.snapshot` reads. What could not be read is left out and
/// reported; nothing that was not read is ever written as "there is none".
@NullMarked
package dev.rolecall.evidence.capture;

import org.jspecify.annotations.NullMarked;
