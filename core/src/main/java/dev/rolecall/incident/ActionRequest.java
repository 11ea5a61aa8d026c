package dev.rolecall.incident;

import dev.rolecall.incident.action.IncidentAction;
import java.util.Optional;

/// What a person asks for.
///
/// @param incident its id
/// @param episode the one that the person saw; empty for the newest
/// @param actor who asks; may be any text
/// @param reason in the actor's words; may be any text
/// @param requestId the same for a request that comes twice; empty where none can
public record ActionRequest(
    String incident,
    Optional<Integer> episode,
    IncidentAction action,
    String actor,
    Optional<String> reason,
    Optional<String> requestId) {}
