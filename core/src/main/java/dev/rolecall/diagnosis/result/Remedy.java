package dev.rolecall.diagnosis.result;

/// How a cause can be fixed, if a change may be offered at all. Where that change belongs may
/// depend on more than the cause's code.
public enum Remedy {
  /// A trust statement names the caller.
  PRINCIPAL,
  /// A trust statement names the provider of the caller's token or assertion.
  PROVIDER,
  /// A trust statement names what the caller's token has, or the workload gets another token.
  CLAIM,
  /// The action is allowed by the policy that denies it.
  ACTION,
  /// A policy of the caller allows the call.
  PERMISSION,
  /// The call is made so that it meets the condition.
  REQUEST,
  /// The same where the condition is on what a caller can choose to send; nothing for all others.
  CONDITION,
  /// Nothing is offered. Guardrails are not opened by patches: explicit denies, SCPs, RCPs,
  /// boundaries, session and endpoint policies are decided by their owners.
  NONE
}
