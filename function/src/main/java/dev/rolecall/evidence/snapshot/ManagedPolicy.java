package dev.rolecall.evidence.snapshot;

import dev.rolecall.evidence.iam.Document;
import java.util.Optional;

/// A managed policy as a file tells it.
///
/// @param document its default version, which alone counts; empty when the file does not have it
record ManagedPolicy(String arn, Optional<Document> document) {}
