/// Records of CloudTrail in the shapes that other systems give them.
@NullMarked
package dev.rolecall.cloudtrail.foreign;

import org.jspecify.annotations.NullMarked;
