/// What a Terraform plan changes in IAM.
@NullMarked
package dev.rolecall.gate.plan;

import org.jspecify.annotations.NullMarked;
