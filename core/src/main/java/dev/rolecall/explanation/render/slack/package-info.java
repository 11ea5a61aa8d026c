/// Explanations for Slack: blocks and rich text within Slack's limits.
@NullMarked
package dev.rolecall.explanation.render.slack;

import org.jspecify.annotations.NullMarked;
