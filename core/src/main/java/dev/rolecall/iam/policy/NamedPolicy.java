package dev.rolecall.iam.policy;

/// A policy and what it is called.
///
/// @param name the policy's name, or its ARN for a managed policy
/// @param attachedTo what carries it: a role or user name, `group NAME`, an organization target;
///   empty when that is obvious
public record NamedPolicy(String name, String attachedTo, Policy policy) {

  /// The name of every trust policy, which has none of its own.
  public static final String TRUST = "trust policy";
}
