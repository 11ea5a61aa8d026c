package dev.rolecall.lambda.priming;

import dev.rolecall.denial.AccountId;

/// Who is denied in a sample of [Priming].
enum SampleCaller {
  USER(
      "AssumeRole",
      "User: arn:aws:iam::%1$s:user/caller is not authorized to perform: sts:AssumeRole on"
          + " resource: arn:aws:iam::%2$s:role/%3$s",
      """
      {"type": "IAMUser", "principalId": "AIDASAMPLESAMPLESAMPL", "userName": "caller",
       "arn": "arn:aws:iam::%1$s:user/caller", "accountId": "%1$s"}\
      """,
      "null"),
  ROLE_SESSION(
      "AssumeRole",
      "User: arn:aws:sts::%1$s:assumed-role/caller/sample is not authorized to perform:"
          + " sts:AssumeRole on resource: arn:aws:iam::%2$s:role/%3$s",
      """
      {"type": "AssumedRole", "principalId": "AROASAMPLESAMPLESAMPL:sample",
       "arn": "arn:aws:sts::%1$s:assumed-role/caller/sample", "accountId": "%1$s",
       "sessionContext": {"sessionIssuer": {"type": "Role", "userName": "caller",
        "principalId": "AROASAMPLESAMPLESAMPL", "arn": "arn:aws:iam::%1$s:role/caller",
        "accountId": "%1$s"}}}\
      """,
      "null"),
  WEB_IDENTITY(
      "AssumeRoleWithWebIdentity",
      "Not authorized to perform sts:AssumeRoleWithWebIdentity",
      """
      {"type": "WebIdentityUser", "userName": "repo:sample/sample:ref:refs/heads/main",
       "principalId": "arn:aws:iam::%2$s:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:repo:sample/sample:ref:refs/heads/main",
       "identityProvider": "arn:aws:iam::%2$s:oidc-provider/token.actions.githubusercontent.com"}\
      """,
      """
      {"roleArn": "arn:aws:iam::%2$s:role/%3$s", "roleSessionName": "sample"}\
      """);

  private final String eventName;
  private final String message;
  private final String identity;
  private final String parameters;

  SampleCaller(String eventName, String message, String identity, String parameters) {
    this.eventName = eventName;
    this.message = message;
    this.identity = identity;
    this.parameters = parameters;
  }

  /// The account that has the record of the denial.
  AccountId recordedIn(AccountId home, AccountId partner) {
    return this == WEB_IDENTITY ? partner : home;
  }

  /// What a record of the denial says of the caller and of the call.
  ///
  /// @param home the caller's account
  /// @param partner the role's account
  /// @param role the role's name
  String fields(AccountId home, AccountId partner, String role) {
    return """
    "eventName": "%s", "errorMessage": "%s", "userIdentity": %s, "requestParameters": %s,
    "recipientAccountId": "%%4$s"\
    """
        .formatted(eventName, message, identity, parameters)
        .formatted(home, partner, role, recordedIn(home, partner));
  }
}
