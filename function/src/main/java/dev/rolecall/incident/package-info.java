/// Denials that are one problem for the engineer on call, as one incident: what is kept of it, when
/// people hear of it, and when it is over. [Lifecycle][dev.rolecall.incident.Lifecycle] decides and
/// has no side effects; [Desk][dev.rolecall.incident.Desk] and [Sweep][dev.rolecall.incident.Sweep]
/// read, write and send through ports.
@NullMarked
package dev.rolecall.incident;

import org.jspecify.annotations.NullMarked;
