/// The sentences of the CDK app and of what it deploys: settings errors, descriptions, outputs,
/// alarms, and why each permission is needed.
@NullMarked
package dev.rolecall.infra.wording;

import org.jspecify.annotations.NullMarked;
