/// The permissions that the documentation says Rolecall needs.
@NullMarked
package dev.rolecall.permission;

import org.jspecify.annotations.NullMarked;
