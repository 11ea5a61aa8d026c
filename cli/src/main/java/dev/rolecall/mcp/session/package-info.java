/// A session of the Model Context Protocol over standard input and output: lines to messages,
/// messages to calls, and what becomes of garbage, of too much, and of calls that take too long.
@NullMarked
package dev.rolecall.mcp.session;

import org.jspecify.annotations.NullMarked;
