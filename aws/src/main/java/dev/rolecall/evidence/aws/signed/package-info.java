/// Calls of services for which the SDK's module is left out of the jars, signed by the SDK's
/// signer.
@NullMarked
package dev.rolecall.evidence.aws.signed;

import org.jspecify.annotations.NullMarked;
