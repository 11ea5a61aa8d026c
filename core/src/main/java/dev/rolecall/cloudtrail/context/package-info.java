/// The condition keys of a denied call, as far as its record tells.
@NullMarked
package dev.rolecall.cloudtrail.context;

import org.jspecify.annotations.NullMarked;
