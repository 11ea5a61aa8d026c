/// Fixes in Terraform's language.
@NullMarked
package dev.rolecall.explanation.terraform;

import org.jspecify.annotations.NullMarked;
