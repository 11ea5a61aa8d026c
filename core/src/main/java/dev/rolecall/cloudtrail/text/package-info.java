/// AWS's errors as people see them: in terminals, logs, traces and tickets.
@NullMarked
package dev.rolecall.cloudtrail.text;

import org.jspecify.annotations.NullMarked;
