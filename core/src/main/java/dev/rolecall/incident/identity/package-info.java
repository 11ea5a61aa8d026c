/// Who is denied: the workload that a caller belongs to, and what distinguishes its runs.
@NullMarked
package dev.rolecall.incident.identity;

import org.jspecify.annotations.NullMarked;
