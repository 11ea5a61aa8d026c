/// The tools that an assistant can call. They read what the server was started with, and change
/// nothing.
@NullMarked
package dev.rolecall.mcp.tool;

import org.jspecify.annotations.NullMarked;
