/// The CDK app: what Rolecall is in an AWS account.
@NullMarked
package dev.rolecall.infra;

import org.jspecify.annotations.NullMarked;
