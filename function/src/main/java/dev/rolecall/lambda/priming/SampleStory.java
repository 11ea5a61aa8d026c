package dev.rolecall.lambda.priming;

import dev.rolecall.denial.AccountId;

/// Why a sample of [Priming] was denied. Each has another cause, and another fix.
enum SampleStory {
  /// The role trusts a neighbor of the caller.
  NOT_TRUSTED("role/other", "{}", "sample*", "iam:*"),
  /// The same, and it requires an external ID of the neighbor.
  NOT_TRUSTED_WITH_EXTERNAL_ID(
      "role/other", "{\"StringEquals\": {\"sts:ExternalId\": \"sample\"}}", "sample*", "iam:*"),
  EXTERNAL_ID("root", "{\"StringEquals\": {\"sts:ExternalId\": \"sample\"}}", "sample*", "iam:*"),
  MFA("root", "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}", "sample*", "iam:*"),
  NOT_PERMITTED("root", "{}", "other", "iam:*"),
  CONTROLLED("root", "{}", "sample*", "sts:*");

  private final String principal;
  private final String condition;
  private final String permitted;
  private final String controlled;

  /// @param principal whom the role trusts
  /// @param condition of the trust policy
  /// @param permitted the roles that the caller may assume
  /// @param controlled what the organization denies
  SampleStory(String principal, String condition, String permitted, String controlled) {
    this.principal = principal;
    this.condition = condition;
    this.permitted = permitted;
    this.controlled = controlled;
  }

  /// The trust policy of the role.
  ///
  /// @param home the account of the caller
  String trust(AccountId home) {
    return """
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:%s"},
      "Action": "sts:AssumeRole", "Condition": %s}]}\
    """
        .formatted(home, principal, condition);
  }

  /// Each policy of the caller.
  String permissions() {
    return """
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Action": "sts:*",
      "Resource": ["arn:aws:iam::*:role/%s", "arn:aws:iam::*:role/neighbor"]},
     {"Sid": "Guard", "Effect": "Deny", "NotAction": ["sts:*", "iam:*"], "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]}}}]}\
    """
        .formatted(permitted);
  }

  /// Each policy of the organization.
  String control() {
    return """
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
     {"Sid": "Guard", "Effect": "Deny", "Principal": "*", "Action": "%s", "Resource": "*",
      "Condition": {"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}}}]}\
    """
        .formatted(controlled);
  }
}
