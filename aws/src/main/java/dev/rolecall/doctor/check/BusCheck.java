package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation.Members;
import dev.rolecall.doctor.report.Installation.Whose;
import dev.rolecall.doctor.report.Lists;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/// The central bus is there, and takes events of every member. Its policy is evaluated as IAM
/// would.
///
/// @param accounts the members, as far as they are known
public record BusCheck(Members members, List<AccountId> accounts) implements Check {

  private static final AccountId SAMPLE = new AccountId("000000000000");

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    CheckSubject subject = context.home(Area.BUS);
    return List.of(
        subject.finding(
            subject
                .ask(
                    "events:DescribeEventBus",
                    EventBridgeClient.class,
                    EventBridgeClient::builder,
                    client ->
                        Optional.ofNullable(
                                client
                                    .describeEventBus(ask -> ask.name(members.busName()))
                                    .policy())
                            .orElse(""))
                .map(text -> evaluated(text, subject)),
            bus(),
            Problem.BUS_MISSING,
            RepairCommands.MONITOR));
  }

  private String bus() {
    return CheckWords.bus(members.busName());
  }

  private CheckFinding evaluated(String text, CheckSubject subject) {
    if (text.isEmpty()) {
      return closed(CheckWords.busWithoutPolicy(bus()), subject);
    }
    return switch (PolicyReader.read(text)) {
      case PolicyReading.Unreadable(String problem) ->
          unknown(CheckWords.policyOf(bus()), CheckWords.policyUnreadable(problem), subject);
      case PolicyReading.Read(var read) -> {
        NamedPolicy policy = new NamedPolicy(members.busName(), "", read);
        yield switch (members.whose()) {
          case Whose.Organization(String id) ->
              verdict(admits(policy, SAMPLE, Optional.of(id)), CheckWords.accountsOf(id), subject);
          case Whose.Listed _ -> listed(policy, subject);
        };
      }
    };
  }

  private CheckFinding listed(NamedPolicy policy, CheckSubject subject) {
    List<AccountId> others =
        accounts.stream().filter(account -> !account.equals(subject.where().account())).toList();
    List<AccountId> shut =
        others.stream()
            .filter(account -> admits(policy, account, Optional.empty()).isFalse())
            .toList();
    return shut.isEmpty()
        ? verdict(
            others.stream()
                .map(account -> admits(policy, account, Optional.empty()))
                .reduce(Truth.TRUE, Truth::and),
            CheckWords.memberAccounts(),
            subject)
        : closed(CheckWords.busRejects(bus(), CheckWords.accounts(Lists.some(shut))), subject);
  }

  private CheckFinding verdict(Truth admitted, String whom, CheckSubject subject) {
    if (admitted.isUnknown()) {
      return unknown(
          CheckWords.whetherBusAccepts(bus(), whom), CheckWords.policyUnclear(), subject);
    }
    return admitted.isTrue()
        ? subject.ok(CheckWords.busAccepts(bus(), whom))
        : closed(CheckWords.busRejects(bus(), whom), subject);
  }

  private CheckFinding closed(String what, CheckSubject subject) {
    return subject.wrong(Problem.BUS_CLOSED, what, RepairCommands.MONITOR);
  }

  private CheckFinding unknown(String what, String why, CheckSubject subject) {
    return subject.unknown(
        what, why, RepairCommands.showBus(subject.where().region(), members.busName()));
  }

  private Truth admits(NamedPolicy policy, AccountId account, Optional<String> organization) {
    String partition = members.bus().split(":", -1)[1];
    RequestContext.Builder context =
        RequestContext.builder(
                key ->
                    KeyState.unknown(
                        new Gap(key, CheckWords.onlyInEvent(), CheckWords.checkPolicy())))
            .put("aws:PrincipalAccount", KeyState.present(account.value()))
            .put("aws:SecureTransport", KeyState.present("true"))
            .put("events:source", KeyState.present("aws.sts"))
            .put("events:detail-type", KeyState.present("AWS API Call via CloudTrail"));
    organization.ifPresent(id -> context.put("aws:PrincipalOrgID", KeyState.present(id)));
    AccessRequest request =
        new AccessRequest(
            "events:PutEvents",
            members.bus(),
            new Caller.RoleSession(
                new RoleSessionArn(partition, account, "forward", "events"),
                Optional.empty(),
                Optional.empty()),
            context.build(),
            false);
    PolicyResult result = PolicyResult.of(policy, request);
    return result.allow(PrincipalMatchKind.ANY).and(result.deny().not());
  }
}
