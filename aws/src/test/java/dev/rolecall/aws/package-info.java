/// Stand-ins for AWS in tests.
@NullMarked
package dev.rolecall.aws;

import org.jspecify.annotations.NullMarked;
