/// Policy documents and their statements: read strictly, and written back with nothing changed but
/// what was asked for.
@NullMarked
package dev.rolecall.iam.policy;

import org.jspecify.annotations.NullMarked;
