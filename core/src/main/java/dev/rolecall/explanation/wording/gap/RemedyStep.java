package dev.rolecall.explanation.wording.gap;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RecordGap;
import java.time.Instant;
import java.util.Optional;

/// What settles a gap: a command, an option, or a step that begins with a verb.
final class RemedyStep {

  private RemedyStep() {}

  static String of(GapRemedy remedy) {
    return switch (remedy) {
      case RecordGap gap -> RecordGapSentence.of(gap).learnBy();
      case DocumentationGap gap -> DocumentationGapSentence.of(gap).learnBy();
      case GapRemedy.Command command -> ReadCommands.of(command);
      case GapRemedy.Step step -> of(step);
      case GapRemedy.ListAllControlPolicies(AccountId account, PolicyType type) ->
          "run `%s`, and the same for each OU above the account and for the root (`%s` shows the next one up)"
              .formatted(
                  ReadCommands.controlPolicies(account.value(), type),
                  ReadCommands.parents(account));
      case GapRemedy.FindCall(
              AssumeCall call,
              String region,
              Optional<AccountId> account,
              Optional<Instant> time) ->
          "run `%s`%s (the record appears up to 15 minutes after the call), then explain its output"
              .formatted(
                  ReadCommands.events(call, region, time),
                  account.map(id -> " with credentials of account " + id).orElse(""));
      case GapRemedy.ReadEvaluation(String region, String id) ->
          "run `%s` within 24 hours of the call".formatted(ReadCommands.evaluation(region, id));
      case GapRemedy.Allow(String action, AccountId account, boolean explain) ->
          "allow `%s` for the credentials that read account %s%s"
              .formatted(action, account, explain ? ", then explain the denial again" : "");
      case GapRemedy.DeployReader(AccountId account, boolean configure) ->
          "deploy the member stack in account "
              + account
              + (configure ? " and configure its reader role" : "");
      case GapRemedy.GiveCaller(String arn) -> "--caller " + arn;
      case GapRemedy.TrustByName(String recorded) ->
          "name `" + recorded + "` itself in the trust policy";
      case GapRemedy.Stated(String words) -> words;
    };
  }

  private static String of(GapRemedy.Step step) {
    return switch (step) {
      case LOOK_AT_CLIENT -> "look at what the client sends to STS";
      case GIVE_ROLE -> "give the role with `--role ARN`";
      case GIVE_RECORD -> "explain the event as CloudTrail recorded it, with all of its fields";
      case LOOK_AT_CLIENT_ROLE -> "look at the role ARN in the client's configuration";
      case LOOK_AT_SERVICE ->
          "look in the service's console for the resource that uses the role and for its external"
              + " ID";
      case DECODE_TOKEN -> "decode the token that the client sends";
      case FIND_START_OF_SESSION -> "look in CloudTrail for the event that started the session";
      case FIND_CALLER -> "look for the caller's ARN in CloudTrail of the caller's own account";
      case FIND_DELETION_OF_CALLER ->
          "look for its deletion in CloudTrail's event history of the caller's account";
      case FIND_CHANGE -> "look in CloudTrail for the change and for what it replaced";
      case FIND_ORGANIZATION ->
          "run `aws organizations describe-organization` with credentials of that account to see"
              + " whose policies to read";
      case FIND_ENDPOINT ->
          "look in the VPC console of the caller's account for an STS endpoint and its policy";
      case CORRECT_CONDITION -> "correct the condition in the policy";
      case SIGN_IN -> "sign in and start again";
      case TRY_LATER -> "try again later";
      case TRY_AGAIN -> "try again";
      case NOTHING -> "continue without it";
    };
  }
}
