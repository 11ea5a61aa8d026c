/// One CloudTrail record, taken apart: who called, which role, with what, and AWS's own sentence.
@NullMarked
package dev.rolecall.cloudtrail.record;

import org.jspecify.annotations.NullMarked;
