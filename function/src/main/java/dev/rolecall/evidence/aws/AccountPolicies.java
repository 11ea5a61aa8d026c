package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.Commands;
import dev.rolecall.evidence.iam.Document;
import dev.rolecall.evidence.iam.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The groups and managed policies of one account, read side by side before they are asked for.
final class AccountPolicies implements CallerPolicies.Source {

  private record Group(String name, PoliciesOf.Parts parts) {}

  private record Managed(String arn, Answer<Document> document) {}

  private final Asking asking;
  private final AccountId account;
  private final Map<String, Principal> groups = new HashMap<>();
  private final Map<String, Answer<Document>> managed = new HashMap<>();

  AccountPolicies(Asking asking, AccountId account) {
    this.asking = asking;
    this.account = account;
  }

  /// Reads what `principal` needs.
  void prepare(Principal principal) {
    PoliciesOf policies = new PoliciesOf(asking, account);
    asking
        .deadline()
        .each(
            principal.groups(),
            name -> new Group(name, policies.read(IamType.GROUP, name)),
            name -> new Group(name, policies.late(IamType.GROUP, name)))
        .forEach(group -> groups.put(group.name(), principal(group)));
    List<String> arns =
        Stream.of(
                principal.attached().stream(),
                principal.boundary().stream(),
                groups.values().stream().flatMap(group -> group.attached().stream()))
            .flatMap(each -> each)
            .distinct()
            .toList();
    asking
        .deadline()
        .each(arns, arn -> new Managed(arn, read(arn)), arn -> new Managed(arn, asking.late()))
        .forEach(policy -> managed.put(policy.arn(), policy.document()));
  }

  private static Principal principal(Group group) {
    return new Principal(
        group.name(),
        group.name(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        group.parts().inline(),
        group.parts().attached(),
        List.of(),
        Optional.empty(),
        group.parts().missing());
  }

  /// Policies of AWS's own are the same everywhere: asking at home spares a call for each account.
  private Answer<Document> read(String arn) {
    IamReading iam = new IamReading(asking);
    if (arn.contains(":iam::aws:policy/")
        && iam.managed(asking.home(), arn) instanceof Answer.Got<Document> document) {
      return document;
    }
    return iam.managed(account, arn);
  }

  @Override
  public Lookup<Principal> group(String name, String fact) {
    return Optional.ofNullable(groups.get(name))
        .<Lookup<Principal>>map(Lookup.Found::new)
        .orElseGet(Lookup.Absent::new);
  }

  @Override
  public Lookup<Document> managed(String arn, String fact) {
    return Optional.ofNullable(managed.get(arn))
        .map(answer -> answer.lookup(fact, Commands.readManaged(arn)))
        .orElseGet(Lookup.Absent::new);
  }
}
