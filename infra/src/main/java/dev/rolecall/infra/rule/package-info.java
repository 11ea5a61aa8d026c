/// EventBridge's rules and their patterns.
@NullMarked
package dev.rolecall.infra.rule;

import org.jspecify.annotations.NullMarked;
