/// What Terraform's configuration says of the roles and callers that the gate looks at.
@NullMarked
package dev.rolecall.gate.terraform;

import org.jspecify.annotations.NullMarked;
