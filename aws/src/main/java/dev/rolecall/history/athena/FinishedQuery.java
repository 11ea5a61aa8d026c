package dev.rolecall.history.athena;

import java.util.Optional;

/// A query whose result is there.
///
/// @param sql what it asked
/// @param scanned so many bytes Athena scanned
/// @param location the CSV file in S3 that is its result: `s3://bucket/ID.csv`; empty when Athena
///   keeps the result itself
public record FinishedQuery(String id, String sql, long scanned, Optional<String> location) {}
