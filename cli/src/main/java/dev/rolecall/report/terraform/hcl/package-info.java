/// HCL as Terraform, OpenTofu and Terragrunt use it: its blocks with their places, and what an
/// expression comes to as far as files alone can tell.
@NullMarked
package dev.rolecall.report.terraform.hcl;

import org.jspecify.annotations.NullMarked;
