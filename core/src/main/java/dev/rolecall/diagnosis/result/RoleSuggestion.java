package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.NearMiss.Kind;

/// A role that was perhaps meant, when the one asked for does not exist.
///
/// @param how in what it differs: spelling, letter case, path, account or partition
public record RoleSuggestion(RoleArn role, Kind how) {}
