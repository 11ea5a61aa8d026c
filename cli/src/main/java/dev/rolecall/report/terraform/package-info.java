/// Where Terraform's configuration defines roles and who may assume them.
///
/// Files are read, never evaluated: no function is called, no module or data source is fetched.
/// What only evaluation could tell, such as a name with a variable in it, is said to be a guess or
/// left alone.
@NullMarked
package dev.rolecall.report.terraform;

import org.jspecify.annotations.NullMarked;
