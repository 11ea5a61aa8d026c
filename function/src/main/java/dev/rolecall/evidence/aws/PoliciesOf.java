package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.iam.Commands;
import dev.rolecall.evidence.iam.Document;
import dev.rolecall.evidence.iam.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Reads which policies users, roles and groups of one account have, and the inline ones
/// themselves.
final class PoliciesOf {

  /// The policies of one principal, as far as they could be read.
  record Parts(
      List<Principal.Inline> inline,
      List<String> attached,
      List<String> groups,
      List<Gap> missing) {}

  private record Inline(String policy, Answer<Document> document) {}

  private final Asking asking;
  private final AccountId account;
  private final IamReading iam;

  PoliciesOf(Asking asking, AccountId account) {
    this.asking = asking;
    this.account = account;
    this.iam = new IamReading(asking);
  }

  /// What there is to say when the time is over.
  Parts late(IamType type, String name) {
    Gap gap =
        Answer.gap(asking.late(), "the policies of " + type.word() + " " + name, list(type, name));
    return new Parts(List.of(), List.of(), List.of(), List.of(gap));
  }

  Parts read(IamType type, String name) {
    Deadline deadline = asking.deadline();
    CompletableFuture<Answer<List<String>>> attached =
        deadline.start(() -> iam.attached(account, type, name), asking::late);
    CompletableFuture<Answer<List<String>>> groups =
        type == IamType.USER
            ? deadline.start(() -> iam.groupsOf(account, name), asking::late)
            : CompletableFuture.completedFuture(new Answer.None<>());
    String of = type.word() + " " + name;
    List<Gap> missing = new ArrayList<>();
    List<Principal.Inline> inline =
        inline(
            type,
            name,
            list(
                "the inline policies of " + of,
                iam.inline(account, type, name),
                type,
                name,
                missing),
            missing);
    return new Parts(
        inline,
        list("the policies attached to " + of, attached.join(), type, name, missing),
        list("the groups of " + of, groups.join(), type, name, missing),
        missing);
  }

  private List<Principal.Inline> inline(
      IamType type, String name, List<String> policies, List<Gap> missing) {
    List<Inline> answers =
        asking
            .deadline()
            .each(
                policies,
                policy -> new Inline(policy, iam.inlineDocument(account, type, name, policy)),
                policy -> new Inline(policy, asking.late()));
    List<Principal.Inline> read = new ArrayList<>();
    for (Inline inline : answers) {
      switch (inline.document()) {
        case Answer.Got<Document>(Document document) ->
            read.add(new Principal.Inline(inline.policy(), document));
        case Answer.None<Document> _ -> {
          // deleted since it was listed
        }
        case Answer.Failed<Document> failed ->
            missing.add(
                Answer.gap(
                    failed,
                    "inline policy %s of %s %s".formatted(inline.policy(), type.word(), name),
                    Commands.readInline(type.word(), name, inline.policy())));
      }
    }
    return read;
  }

  private static List<String> list(
      String fact, Answer<List<String>> answer, IamType type, String name, List<Gap> missing) {
    return switch (answer) {
      case Answer.Got<List<String>>(List<String> names) -> names;
      case Answer.None<List<String>> _ -> List.of();
      case Answer.Failed<List<String>> failed -> {
        missing.add(Answer.gap(failed, fact, list(type, name)));
        yield List.of();
      }
    };
  }

  private static String list(IamType type, String name) {
    return Commands.listPolicies(type.word(), name);
  }
}
