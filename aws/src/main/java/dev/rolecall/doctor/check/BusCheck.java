package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation.Members;
import dev.rolecall.doctor.report.Installation.Whose;
import dev.rolecall.doctor.report.Lists;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// The central bus is there, and takes events of every member. Its policy is judged as IAM would.
///
/// @param accounts the members, as far as they are known
public record BusCheck(Members members, List<AccountId> accounts) implements Check {

  private static final AccountId SAMPLE = new AccountId("000000000000");

  @Override
  public List<CheckFinding> findings(CheckContext checkContext) {
    String bus = "event bus `" + members.busName() + "`";
    AwsLocation home = checkContext.home();
    DoctorResult<String> policy =
        checkContext
            .questions()
            .ask(
                home.account(),
                "events:DescribeEventBus",
                (clients, credentials) ->
                    clients.eventBridge(credentials, Region.of(home.region())),
                client ->
                    Optional.ofNullable(
                            client.describeEventBus(ask -> ask.name(members.busName())).policy())
                        .orElse(""));
    return List.of(
        policy.finding(
            text -> judged(text, bus, home),
            _ ->
                new CheckFinding.Wrong(
                    Area.BUS,
                    Problem.BUS_MISSING,
                    bus + " is missing",
                    List.of(home),
                    RepairCommands.MONITOR),
            silence -> silence.about(Area.BUS, bus, home)));
  }

  private CheckFinding judged(String text, String bus, AwsLocation home) {
    if (text.isEmpty()) {
      return closed(bus + " has no policy, and takes no events of other accounts", home);
    }
    return switch (PolicyReader.read(text)) {
      case PolicyReading.Unreadable(String problem) ->
          new CheckFinding.Unknown(
              Area.BUS,
              "the policy of " + bus,
              "it cannot be understood: " + problem,
              "look at it: aws events describe-event-bus --region %s --name %s"
                  .formatted(home.region(), members.busName()),
              List.of(home));
      case PolicyReading.Read(var read) -> {
        NamedPolicy policy = new NamedPolicy(members.busName(), "", read);
        yield switch (members.whose()) {
          case Whose.Organization(String id) ->
              verdict(
                  admits(policy, SAMPLE, Optional.of(id)),
                  bus,
                  "accounts of organization " + id,
                  home);
          case Whose.Listed _ -> listed(policy, bus, home);
        };
      }
    };
  }

  private CheckFinding listed(NamedPolicy policy, String bus, AwsLocation home) {
    List<AccountId> others =
        accounts.stream().filter(account -> !account.equals(home.account())).toList();
    List<AccountId> shut =
        others.stream()
            .filter(account -> admits(policy, account, Optional.empty()).isFalse())
            .toList();
    if (!shut.isEmpty()) {
      return verdict(Truth.FALSE, bus, "accounts " + Lists.some(shut), home);
    }
    Truth all = Truth.TRUE;
    for (AccountId account : others) {
      all = all.and(admits(policy, account, Optional.empty()));
    }
    return verdict(all, bus, "the accounts that are members", home);
  }

  private CheckFinding verdict(Truth admitted, String bus, String whom, AwsLocation home) {
    if (admitted.isTrue()) {
      return new CheckFinding.Ok(Area.BUS, bus + " takes events of " + whom, List.of(home));
    }
    return admitted.isFalse()
        ? closed(bus + " takes no events of " + whom, home)
        : new CheckFinding.Unknown(
            Area.BUS,
            "whether " + bus + " takes events of " + whom,
            "its policy asks for more than is known",
            "look at it: aws events describe-event-bus --region %s --name %s"
                .formatted(home.region(), members.busName()),
            List.of(home));
  }

  private CheckFinding closed(String what, AwsLocation home) {
    return new CheckFinding.Wrong(
        Area.BUS, Problem.BUS_CLOSED, what, List.of(home), RepairCommands.MONITOR);
  }

  private Truth admits(NamedPolicy policy, AccountId account, Optional<String> organization) {
    String partition = members.bus().split(":", -1)[1];
    RequestContext.Builder context =
        RequestContext.builder(
                key ->
                    KeyState.unknown(
                        new Gap(key, "only the event itself has it", "look at the policy")))
            .put("aws:PrincipalAccount", KeyState.present(account.value()))
            .put("aws:SecureTransport", KeyState.present("true"));
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
