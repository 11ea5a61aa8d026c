package dev.rolecall.history.athena;

import java.time.Instant;
import java.util.Optional;

/// A query whose result is there.
///
/// @param sql what it asked
/// @param scanned so many bytes Athena scanned
/// @param reused whether Athena took the result of an earlier query, and scanned nothing
/// @param started when; empty when Athena does not say
/// @param location the CSV file in S3 that is its result: `s3://bucket/ID.csv`; empty when Athena
///   keeps the result itself
public record FinishedQuery(
    String id,
    String sql,
    long scanned,
    boolean reused,
    Optional<Instant> started,
    Optional<String> location) {}
