package dev.rolecall.diagnosis.result;

/// One step of the checklist.
public record ChecklistStep(Name name, Status status) {

  /// The steps, in the order in which an engineer would take them.
  public enum Name {
    ROLE_EXISTS,
    TRUST_POLICY_ALLOWS_CALLER,
    CALLER_MAY_ASSUME,
    MFA_SATISFIED,
    EXTERNAL_ID_SATISFIED,
    ORGANIZATION_ALLOWS,
    AWS_REASON
  }

  /// How it stands.
  public enum Status {
    PASS,
    FAIL,
    UNKNOWN
  }
}
