/// Events that lie in AWS: log files in S3, and what CloudTrail's own lookup tells.
@NullMarked
package dev.rolecall.report.aws;

import org.jspecify.annotations.NullMarked;
