/// A call that has not been made yet, as a denial to be explained: what `check` and `/rolecall why`
/// ask about.
@NullMarked
package dev.rolecall.check;

import org.jspecify.annotations.NullMarked;
