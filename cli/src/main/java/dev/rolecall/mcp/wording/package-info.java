/// What `rolecall mcp` says: about its tools to the model, about arguments and messages that cannot
/// be used, and around text that is data.
@NullMarked
package dev.rolecall.mcp.wording;

import org.jspecify.annotations.NullMarked;
