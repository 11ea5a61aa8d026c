package dev.rolecall.denial;

import java.time.Duration;
import java.util.Optional;

/// Why something is not known.
public sealed interface GapReason
    permits RecordGap,
        DocumentationGap,
        GapReason.Known,
        GapReason.CallerWithoutArn,
        GapReason.NotARole,
        GapReason.SentByService,
        GapReason.NoFile,
        GapReason.PartOfAccount,
        GapReason.NotParsed,
        GapReason.CallFailed,
        GapReason.Late,
        GapReason.NoRoot,
        GapReason.OutsideOrganization,
        GapReason.NoReaderRole,
        GapReason.ReaderRoleDenied,
        GapReason.Stated {

  /// Reasons that need no further detail.
  enum Known implements GapReason {
    NOT_RECORDED,
    NOT_IN_MESSAGE,
    FIELDS_LEFT_OUT,
    CLAIM_NOT_RECORDED,
    NOT_IN_CALLS_OF_SESSION,
    CALLER_NOT_RECORDED,
    CALLER_ACCOUNT_NOT_RECORDED,
    CALLER_ID_NOT_RECORDED,
    SESSION_ONLY_RECORDED,
    ROLE_NOT_RECORDED,
    SESSION_NAME_NOT_GIVEN,
    NOT_DOCUMENTED,
    REGION_OF_SERVICE_NOT_KNOWN,
    DIFFERS_PER_CALLER,
    CALLER_WITHOUT_POLICIES,
    CALLER_GONE,
    CHANGED_AFTER_CALL,
    MOVED_AFTER_CALL,
    STATEMENT_WITHOUT_PRINCIPAL,
    ENDPOINT_POLICIES_NOT_READ,
    NO_SNAPSHOT,
    NO_ORGANIZATION_FILE,
    NO_CHANGES_FILE,
    NO_EVALUATION_FILE,
    EVALUATION_NOT_WRITTEN,
    EVALUATION_EXPIRED,
    NO_CONTROL_POLICIES,
    NO_SCP,
    NO_SCP_LISTED,
    NO_DOCUMENT,
    NO_GROUP,
    NO_GROUP_IN_SNAPSHOT,
    NO_POLICY,
    NO_DEFAULT_VERSION,
    NO_ORGANIZATION_OF_ACCOUNT,
    SEVERAL_ORGANIZATIONS,
    NOT_IN_ORGANIZATION_ANY_MORE,
    DELETED_WHILE_READ,
    ANSWER_UNREADABLE,
    CREDENTIALS_EXPIRED
  }

  /// The caller is recorded by its type alone.
  record CallerWithoutArn(String type) implements GapReason {}

  /// The record has something else where the role's ARN should be.
  record NotARole(String text) implements GapReason {}

  /// An AWS service sends this, and it is not recorded.
  ///
  /// @param form what it looks like; empty when it is not documented that the service sends one
  record SentByService(Optional<String> form) implements GapReason {}

  /// No file of the snapshot has the account.
  record NoFile(AccountId account) implements GapReason {}

  /// The snapshot lacks the caller, too, so that it does not have all of the account.
  record PartOfAccount(AccountId account) implements GapReason {}

  /// A document cannot be parsed.
  ///
  /// @param problem in the words of `dev.rolecall.problem`
  record NotParsed(String problem) implements GapReason {}

  /// A call to AWS brought no answer.
  ///
  /// @param call the action and what it is about: `iam:GetRole on role deploy`
  /// @param detail AWS's code or message, without its quotes; empty when there is none
  record CallFailed(String call, Outcome outcome, String detail) implements GapReason {

    /// What became of the call.
    public enum Outcome {
      DENIED,
      THROTTLED,
      TIMED_OUT,
      FAILED
    }
  }

  /// AWS did not answer in the time that there was.
  record Late(Duration time) implements GapReason {}

  /// The organization has no root above an account.
  record NoRoot(String target) implements GapReason {}

  /// The account whose credentials are used is in no organization.
  record OutsideOrganization(AccountId asker) implements GapReason {}

  /// No reader role is configured for an account.
  record NoReaderRole(AccountId account) implements GapReason {}

  /// The reader role of an account cannot be assumed.
  record ReaderRoleDenied(String role, AccountId account) implements GapReason {}

  /// In the words of `dev.rolecall.problem`, or of the tool that found it.
  record Stated(String words) implements GapReason {}
}
