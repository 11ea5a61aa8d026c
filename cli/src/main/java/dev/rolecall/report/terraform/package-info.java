/// Where Terraform's configuration defines roles and who may assume them.
///
/// Only files are read: no provider, state, registry or environment is asked. What only Terraform
/// can tell, such as a name with a data source in it, is said to be a guess or left alone.
@NullMarked
package dev.rolecall.report.terraform;

import org.jspecify.annotations.NullMarked;
