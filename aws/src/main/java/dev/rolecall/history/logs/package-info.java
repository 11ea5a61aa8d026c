/// CloudTrail's records in log groups of Amazon CloudWatch Logs: found with Logs Insights, or with
/// `FilterLogEvents`.
@NullMarked
package dev.rolecall.history.logs;

import org.jspecify.annotations.NullMarked;
