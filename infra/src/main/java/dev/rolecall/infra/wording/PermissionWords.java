package dev.rolecall.infra.wording;

/// Why a permission is needed, and why it cannot be limited to single resources.
public final class PermissionWords {

  private PermissionWords() {}

  // ---- Why not single resources

  public static String anyName() {
    return "a denied call can name any role, and its caller can be any principal of the account";
  }

  public static String noResource() {
    return "AWS does not support resource-level permissions for this action";
  }

  public static String unknownIds() {
    return "the ARNs contain organization IDs that are unknown at deployment";
  }

  public static String anyTrail() {
    return "a trail can belong to the organization and have any home region";
  }

  public static String eachRegion() {
    return "each region has its rule, and one role reads all of them";
  }

  public static String anyPolicy() {
    return "any policy can be attached to a caller, including AWS managed policies";
  }

  public static String anyAccount() {
    return "the accounts are known only from denials; the role name is fixed, and each account"
        + " controls access with its reader role's trust policy";
  }

  public static String circular() {
    return "naming the rules would create a circular dependency: the rules refer to the explain"
        + " function, and the function to this role";
  }

  // ---- Reading IAM and CloudTrail

  public static String roles() {
    return "the role's trust policy, and the policies of callers that are roles";
  }

  public static String searchRoles() {
    return "similar names if a role does not exist, and the roles that trust a provider";
  }

  public static String users() {
    return "the policies, permissions boundary and groups of callers that are users";
  }

  public static String groups() {
    return "the policies a user has through its groups";
  }

  public static String managedPolicies() {
    return "the managed policies and permissions boundaries attached to callers";
  }

  public static String evaluations() {
    return "AWS's own evaluation of a denied call, if its error message has an authorization ID";
  }

  public static String changes() {
    return "what changed shortly before the denial, and who changed it";
  }

  public static String organization() {
    return "the SCPs and RCPs from the root to the account (readable only in the management account"
        + " and in delegated administrator accounts)";
  }

  public static String wholeOrganization() {
    return "the index of accounts, their paths and policies, which makes explanations faster; and"
        + " which accounts must be readable";
  }

  public static String otherAccounts() {
    return "roles and callers of other accounts, through the reader roles of these accounts";
  }

  // ---- Checking the installation

  public static String findTrails() {
    return "whether a trail exists, without which no denial reaches a rule";
  }

  public static String readTrails() {
    return "whether the trail is on and logs read events, which include denials";
  }

  public static String forwardingRules() {
    return "whether the rule receives read events and forwards them to the central bus";
  }

  public static String rules() {
    return "whether the rules still receive read events and send them to the explain function";
  }

  public static String bus() {
    return "whether the policy of the central bus allows member accounts to forward events";
  }

  public static String subscriptions() {
    return "whether the topics have confirmed subscriptions";
  }

  /// Why the doctor may describe a secret.
  ///
  /// @param channel the one it is for
  public static String findSecret(String channel) {
    return "whether the secret for " + channel + " exists; its value is not read";
  }

  public static String queues() {
    return "whether the queues exist, receive messages, and hold failures";
  }

  public static String eventSourceMappings() {
    return "whether the queues still invoke the functions of the channels";
  }

  public static String queuesOfStack() {
    return "naming the queues would create a circular dependency: the queues belong to functions"
        + " that are created after this role";
  }

  public static String unknownMappings() {
    return "AWS generates the IDs of event source mappings";
  }

  public static String installation() {
    return "what was deployed, and therefore what must exist";
  }

  public static String publishFindings() {
    return "sends problems of the installation to its operators";
  }

  // ---- Incidents

  public static String readIncident() {
    return "what is known about an incident, and whether it was already reported";
  }

  public static String readIndex() {
    return "the index of the organization: the SCPs and RCPs of accounts";
  }

  public static String keepIncident() {
    return "opens and updates incidents, one change at a time";
  }

  public static String findIncidents() {
    return "which incidents are open, and which of them are due";
  }

  public static String findUrgent() {
    return "which incidents wait for an alert, so that these are checked first";
  }

  public static String readMembers() {
    return "reads the incidents that one policy, role or provider blocks";
  }

  public static String findTouched() {
    return "which incidents an IAM change may end";
  }

  public static String putOffIncident() {
    return "delays the next check of an incident that cannot be checked";
  }

  public static String queueChecks() {
    return "checks incidents later, or several at the same time";
  }

  public static String takeChecks() {
    return "incidents to check";
  }

  public static String keepFailedChecks() {
    return "reports incidents that cannot be checked to the operators";
  }

  public static String describeTable() {
    return "whether the table exists and is active";
  }

  public static String readSurvey() {
    return "the index of the organization, the last findings, and when the last denial was seen";
  }

  public static String keepSurvey() {
    return "saves the index of the organization, which explanations use, and the findings";
  }

  public static String readMessage() {
    return "which message shows an incident, so that it can be edited in place";
  }

  public static String keepMessage() {
    return "where a message was posted, and which state it shows";
  }

  public static String rememberRequest() {
    return "which requests of Slack it has seen, so that a replayed one is refused";
  }

  public static String queueInteraction() {
    return "passes on what a person asked for in Slack";
  }

  public static String takeInteraction() {
    return "takes what people asked for in Slack from the queue";
  }

  // ---- Sending

  public static String readSecret() {
    return "the webhook URL or bot token used to send messages";
  }

  public static String decryptSecret() {
    return "the secret is encrypted with a customer managed key";
  }

  public static String takeMessages() {
    return "messages that wait for the channel, and how long until the next attempt";
  }

  public static String queueMessages() {
    return "puts messages in order, and keeps those that the channel does not accept";
  }

  public static String publishExplanation() {
    return "sends the explanation to the alerts topic";
  }

  public static String publishUpdate() {
    return "updates messages that channels already show, and events";
  }

  public static String encrypt() {
    return "the topics are encrypted, and SNS uses the key on behalf of the publisher";
  }

  public static String writeLogs() {
    return "its own log, from which its metrics are taken";
  }

  public static String keepFailures() {
    return "Lambda sends failed events to the queue on behalf of the function";
  }

  public static String connection() {
    return "whether the connection to PagerDuty is ready";
  }

  public static String connectionId() {
    return "the ARN of a connection ends in an ID that AWS chooses";
  }

  public static String takeNotifications() {
    return "takes notifications from their queue";
  }

  public static String putNotifications() {
    return "puts notifications on the default event bus";
  }

  public static String page() {
    return "sends notifications to PagerDuty";
  }

  public static String forward() {
    return "denials of this account are explained in the account of the central bus";
  }
}
