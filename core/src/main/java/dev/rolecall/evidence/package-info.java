/// What could be learnt about role, caller and organization, and what could not.
///
/// Ports are named by what they tell; `snapshot` reads them from files, `aws` from AWS. One source
/// that fails never hides the others: each answer is a [Lookup][dev.rolecall.evidence.Lookup] of
/// its own.
@NullMarked
package dev.rolecall.evidence;

import org.jspecify.annotations.NullMarked;
