/// What the functions may do, each statement with its reason.
@NullMarked
package dev.rolecall.infra.permission;

import org.jspecify.annotations.NullMarked;
