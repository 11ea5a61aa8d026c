package dev.rolecall.gate.proposal;

/// The end of a principal or an identity provider by a proposal.
///
/// @param what what is deleted, in words: "the plan deletes the caller"
public record DeletedPrincipal(String arn, String what) {}
