/// The settings of `cdk.json`: what an operator may choose, and what is wrong with a choice.
@NullMarked
package dev.rolecall.infra.settings;

import org.jspecify.annotations.NullMarked;
