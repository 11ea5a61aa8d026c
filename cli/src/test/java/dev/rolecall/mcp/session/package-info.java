/// Tests of sessions from within.
@NullMarked
package dev.rolecall.mcp.session;

import org.jspecify.annotations.NullMarked;
