/// In which element a statement does not match the call, and by how little.
@NullMarked
package dev.rolecall.diagnosis.mismatch;

import org.jspecify.annotations.NullMarked;
