/// What AWS services say when they could not assume a role: recognized in error messages and in the
/// records of their own calls.
@NullMarked
package dev.rolecall.cloudtrail.failure;

import org.jspecify.annotations.NullMarked;
