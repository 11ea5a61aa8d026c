package dev.rolecall.explanation.wording.gap;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.RecordGap;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// Why something is not known, as a clause.
final class ReasonClause {

  private ReasonClause() {}

  static String of(GapReason reason) {
    return switch (reason) {
      case RecordGap gap -> RecordGapSentence.of(gap).why();
      case DocumentationGap gap -> DocumentationGapSentence.of(gap).why();
      case GapReason.Known known -> of(known);
      case GapReason.CallerWithoutArn(String type) ->
          "CloudTrail records a caller of type `" + type + "` without its ARN";
      case GapReason.NotARole(String text) ->
          "the record has `" + text + "`, which is not a role ARN";
      case GapReason.SentByService(Optional<String> form) ->
          form.map(known -> "the service sends " + known + ", and CloudTrail does not record it")
              .orElse("AWS does not document whether this service sends one");
      case GapReason.NoFile(AccountId account) -> "no file of the snapshot has account " + account;
      case GapReason.PartOfAccount(AccountId account) ->
          "the snapshot does not have the caller either, so it does not hold all of account "
              + account;
      case GapReason.NotParsed(String problem) -> "it cannot be parsed: " + problem;
      case GapReason.CallFailed(String call, var outcome, String detail) ->
          of(call, outcome, detail);
      case GapReason.Late(Duration time) -> "AWS did not answer within " + seconds(time);
      case GapReason.NoRoot(String target) -> "the organization has no root above " + target;
      case GapReason.OutsideOrganization(AccountId asker) ->
          "account " + asker + ", whose credentials were used, is not in an organization";
      case GapReason.NoReaderRole(AccountId account) ->
          "no reader role is configured for account " + account;
      case GapReason.ReaderRoleDenied(String role, AccountId account) ->
          "the reader role %s of account %s does not exist or does not trust this reader"
              .formatted(role, account);
      case GapReason.Stated(String words) -> words;
    };
  }

  private static String of(String call, GapReason.CallFailed.Outcome outcome, String detail) {
    return switch (outcome) {
      case DENIED -> call + " was denied" + (detail.isEmpty() ? "" : ": " + detail);
      case THROTTLED -> call + " was throttled";
      case TIMED_OUT -> call + " did not answer in time";
      case FAILED ->
          detail.isEmpty()
              ? call + " returned an unreadable response"
              : call + " failed with " + detail;
    };
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  private static String of(GapReason.Known known) {
    return switch (known) {
      case NOT_RECORDED -> "CloudTrail does not record it";
      case NOT_IN_MESSAGE -> "the error message does not show it";
      case FIELDS_LEFT_OUT -> "the record does not have all of its fields";
      case CLAIM_NOT_RECORDED -> "CloudTrail records only `sub` and `aud`";
      case NOT_IN_CALLS_OF_SESSION ->
          "it belongs to the caller's session, and CloudTrail does not record it in the session's"
              + " calls";
      case CALLER_NOT_RECORDED -> "the record does not identify the caller";
      case CALLER_ACCOUNT_NOT_RECORDED -> "the record does not show the caller's account";
      case CALLER_ID_NOT_RECORDED -> "the record does not have it";
      case SESSION_ONLY_RECORDED ->
          "the record names only the session, and a session's ARN has no path";
      case ROLE_NOT_RECORDED -> "the record does not name the role";
      case SESSION_NAME_NOT_GIVEN -> "it was not given";
      case NOT_DOCUMENTED -> "AWS does not document it";
      case REGION_OF_SERVICE_NOT_KNOWN -> "it does in that region only";
      case DIFFERS_PER_CALLER -> "it differs from caller to caller";
      case CALLER_WITHOUT_POLICIES -> "a caller of this type has no IAM policies";
      case CALLER_GONE -> "the caller no longer exists in its account";
      case CHANGED_AFTER_CALL -> "they were changed after the call";
      case MOVED_AFTER_CALL -> "the account was moved after the call";
      case STATEMENT_WITHOUT_PRINCIPAL -> "it has a statement without a principal";
      case ENDPOINT_POLICIES_NOT_READ -> "Rolecall does not read VPC endpoint policies";
      case NO_SNAPSHOT -> "no snapshot was given";
      case NO_ORGANIZATION_FILE -> "the snapshot has no organization.json";
      case NO_CHANGES_FILE -> "the snapshot has no changes.ndjson";
      case NO_EVALUATION_FILE -> "the snapshot does not have it";
      case EVALUATION_NOT_WRITTEN -> "AWS has not recorded it yet";
      case EVALUATION_EXPIRED -> "AWS keeps it for 24 hours, and the call is older";
      case NO_CONTROL_POLICIES -> "organization.json does not have them";
      case NO_SCP ->
          "organization.json lists none, and AWS keeps at least one attached to every target";
      case NO_SCP_LISTED ->
          "AWS listed none, although it keeps at least one attached to every target";
      case NO_DOCUMENT -> "organization.json has no document for it";
      case NO_GROUP -> "the group does not exist";
      case NO_GROUP_IN_SNAPSHOT -> "the snapshot does not have the group";
      case NO_POLICY -> "the policy does not exist";
      case NO_DEFAULT_VERSION -> "the snapshot does not have its default version";
      case NO_ORGANIZATION_OF_ACCOUNT -> "no organization that was read has the account";
      case SEVERAL_ORGANIZATIONS -> "the account manages several organizations of the snapshot";
      case NOT_IN_ORGANIZATION_ANY_MORE -> "it is no longer in the organization";
      case DELETED_WHILE_READ -> "it was deleted while Rolecall was reading";
      case ANSWER_UNREADABLE -> "AWS returned an unreadable response";
      case CREDENTIALS_EXPIRED -> "the credentials expired while reading";
    };
  }
}
