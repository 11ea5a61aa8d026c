/// The smallest changes that let the call pass, and whom else they let in.
@NullMarked
package dev.rolecall.diagnosis.fix;

import org.jspecify.annotations.NullMarked;
