package dev.rolecall.denial;

/// The kinds of policy that take part in deciding a call, by IAM's names.
public enum PolicyType {
  TRUST_POLICY,
  IDENTITY_POLICY,
  PERMISSIONS_BOUNDARY,
  SESSION_POLICY,
  SCP,
  RCP,
  VPC_ENDPOINT_POLICY
}
