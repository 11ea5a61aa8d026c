/// Which permissions of AWS the code needs, found in the code.
@NullMarked
package dev.rolecall.permission.code;

import org.jspecify.annotations.NullMarked;
