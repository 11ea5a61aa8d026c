/// Reads evidence from AWS, with the credentials of one or more accounts.
@NullMarked
package dev.rolecall.evidence.aws;

import org.jspecify.annotations.NullMarked;
