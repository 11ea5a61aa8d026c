/// The template that needs no CDK: what the CDK makes of the monitor stack, with parameters and
/// conditions in place of settings.
@NullMarked
package dev.rolecall.infra.template;

import org.jspecify.annotations.NullMarked;
