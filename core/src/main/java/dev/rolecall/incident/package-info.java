/// Denials that are one problem for the engineer on call, as one incident: what is kept of it, when
/// people hear of it, and when it is over.
/// [IncidentStateMachine][dev.rolecall.incident.state.IncidentStateMachine] decides and has no side
/// effects; [DenialIntake][dev.rolecall.incident.DenialIntake] and
/// [IncidentSweep][dev.rolecall.incident.IncidentSweep] read, write and send through ports.
@NullMarked
package dev.rolecall.incident;

import org.jspecify.annotations.NullMarked;
