package dev.rolecall.cloudtrail;

import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import java.time.Instant;
import java.util.Optional;

/// A call that assumed a role. AWS records it with its parameters.
///
/// @param context what the record tells of the request
public record SuccessfulCall(
    Optional<Instant> time, AssumeCall call, Caller caller, RoleArn role, RequestContext context) {}
