/// What the CDK app that deploys the functions and the functions themselves both know: names of
/// settings, their limits, and names of metrics.
@NullMarked
package dev.rolecall.installation;

import org.jspecify.annotations.NullMarked;
