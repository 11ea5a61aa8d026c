/// What a diagnosis says: causes, confidence, checklist, fixes, and whose turn it is. Plain values.
@NullMarked
package dev.rolecall.diagnosis.result;

import org.jspecify.annotations.NullMarked;
