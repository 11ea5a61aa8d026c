@NullMarked
package dev.rolecall.gate.terraform;

import org.jspecify.annotations.NullMarked;
