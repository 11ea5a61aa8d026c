/// Settings read from the CDK's context, with everything that is wrong with them.
@NullMarked
package dev.rolecall.infra.context;

import org.jspecify.annotations.NullMarked;
