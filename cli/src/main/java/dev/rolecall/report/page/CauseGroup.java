package dev.rolecall.report.page;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.report.wording.ReportWords;

/// Causes that belong together, for a chart that cannot show each.
enum CauseGroup {
  TRUST_POLICY(ReportWords.trustPolicy()),
  EXTERNAL_ID(ReportWords.externalId()),
  MFA(ReportWords.mfa()),
  FEDERATION(ReportWords.federation()),
  CALLER_PERMISSIONS(ReportWords.callerPermissions()),
  GUARDRAIL(ReportWords.guardrails()),
  REQUEST(ReportWords.invalidRequest()),
  CHANGE(ReportWords.recentChange()),
  UNDETERMINED(ReportWords.undetermined());

  private final String label;

  CauseGroup(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  static CauseGroup of(CauseCode cause) {
    return switch (cause) {
      case PRINCIPAL_NOT_TRUSTED,
          DELETED_PRINCIPAL,
          SELF_ASSUME_NOT_TRUSTED,
          WRONG_ACTION,
          TAG_SESSION_NOT_ALLOWED,
          SOURCE_IDENTITY_NOT_ALLOWED,
          TRUST_CONDITION_FAILED,
          TRUST_EXPLICIT_DENY ->
          TRUST_POLICY;
      case EXTERNAL_ID_MISSING, EXTERNAL_ID_MISMATCH, EXTERNAL_ID_REQUIRED -> EXTERNAL_ID;
      case MFA_REQUIRED, MFA_CODE_INVALID -> MFA;
      case OIDC_PROVIDER_NOT_TRUSTED,
          OIDC_CLAIM_MISMATCH,
          SAML_PROVIDER_NOT_TRUSTED,
          SAML_CLAIM_MISMATCH ->
          FEDERATION;
      case IDENTITY_PERMISSION_MISSING,
          IDENTITY_EXPLICIT_DENY,
          PERMISSIONS_BOUNDARY,
          SESSION_POLICY,
          ROOT_CANNOT_ASSUME ->
          CALLER_PERMISSIONS;
      case SCP_DENY, RCP_DENY, VPC_ENDPOINT_POLICY -> GUARDRAIL;
      case ROLE_NOT_FOUND,
          SESSION_DURATION,
          INVALID_IDENTITY_TOKEN,
          EXPIRED_TOKEN,
          STS_REGION_DISABLED,
          PACKED_POLICY_TOO_LARGE,
          MALFORMED_POLICY ->
          REQUEST;
      case PROPAGATION, CHANGED_SINCE -> CHANGE;
      case TRUST_SIDE_UNREAD, UNDETERMINED -> CauseGroup.UNDETERMINED;
    };
  }
}
