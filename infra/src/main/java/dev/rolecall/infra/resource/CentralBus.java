package dev.rolecall.infra.resource;

import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.StarPrincipal;
import software.constructs.Construct;

/// Where the members' rules forward to. Nobody can make up a denial there: EventBridge takes events
/// with a source of AWS (`aws.sts`) from its own rules only, and refuses them from `PutEvents`. It
/// takes no other source, and no other type of event than members forward.
/// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
public record CentralBus(EventBus bus) {

  public static final String NAME = "rolecall";

  /// Creates the bus.
  ///
  /// @param detailTypes those of the events that members forward
  public static CentralBus create(
      Construct scope, String id, Members members, List<String> detailTypes) {
    EventBus bus =
        EventBus.Builder.create(new Construct(scope, id), "Bus")
            .eventBusName(NAME)
            .description(StackWords.centralBus())
            .build();
    bus.addToResourcePolicy(policy(members, bus, detailTypes));
    return new CentralBus(bus);
  }

  private static PolicyStatement policy(Members members, EventBus bus, List<String> detailTypes) {
    Map<String, Object> equal = new TreeMap<>(Map.of("events:detail-type", detailTypes));
    Map<String, Object> conditions =
        new TreeMap<>(
            Map.of(
                "StringEquals",
                equal,
                // An entry has one source; the key can have several.
                "ForAllValues:StringLike",
                Map.of("events:source", "aws.*")));
    PolicyStatement.Builder statement =
        PolicyStatement.Builder.create()
            .sid("LetMembersForward")
            .actions(List.of("events:PutEvents"))
            .resources(List.of(bus.getEventBusArn()));
    return switch (members.whose()) {
      case Members.Whose.Organization(String organization) -> {
        equal.put("aws:PrincipalOrgID", organization);
        yield statement.principals(List.of(new StarPrincipal())).conditions(conditions).build();
      }
      case Members.Whose.Accounts(List<String> accounts) ->
          statement
              .principals(
                  accounts.stream().map(AccountPrincipal::new).map(IPrincipal.class::cast).toList())
              .conditions(conditions)
              .build();
    };
  }

  /// Its ARN, wherever it is asked for.
  public static String arn(Members members) {
    return "arn:%s:events:%s:%s:event-bus/%s"
        .formatted(Aws.PARTITION, members.monitorRegion(), members.monitorAccount(), NAME);
  }
}
