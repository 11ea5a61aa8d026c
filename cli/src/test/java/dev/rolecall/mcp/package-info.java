/// Tests of the server for assistants, over pipes.
@NullMarked
package dev.rolecall.mcp;

import org.jspecify.annotations.NullMarked;
