package dev.rolecall.infra.context;

import java.util.List;

/// The codes of the causes that alerts can be routed by.
final class RoutableCauses {

  static final List<String> CODES =
      List.of(
          "CHANGED_SINCE",
          "DELETED_PRINCIPAL",
          "EXPIRED_TOKEN",
          "EXTERNAL_ID_MISMATCH",
          "EXTERNAL_ID_MISSING",
          "EXTERNAL_ID_REQUIRED",
          "IDENTITY_EXPLICIT_DENY",
          "IDENTITY_PERMISSION_MISSING",
          "INVALID_IDENTITY_TOKEN",
          "MALFORMED_POLICY",
          "MFA_CODE_INVALID",
          "MFA_REQUIRED",
          "OIDC_CLAIM_MISMATCH",
          "OIDC_PROVIDER_NOT_TRUSTED",
          "PACKED_POLICY_TOO_LARGE",
          "PERMISSIONS_BOUNDARY",
          "PRINCIPAL_NOT_TRUSTED",
          "PROPAGATION",
          "RCP_DENY",
          "ROLE_NOT_FOUND",
          "ROOT_CANNOT_ASSUME",
          "SAML_CLAIM_MISMATCH",
          "SAML_PROVIDER_NOT_TRUSTED",
          "SCP_DENY",
          "SELF_ASSUME_NOT_TRUSTED",
          "SESSION_DURATION",
          "SESSION_POLICY",
          "SOURCE_IDENTITY_NOT_ALLOWED",
          "STS_REGION_DISABLED",
          "TAG_SESSION_NOT_ALLOWED",
          "TRUST_CONDITION_FAILED",
          "TRUST_EXPLICIT_DENY",
          "TRUST_SIDE_UNREAD",
          "UNDETERMINED",
          "VPC_ENDPOINT_POLICY",
          "WRONG_ACTION");

  private RoutableCauses() {}
}
