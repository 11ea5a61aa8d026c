package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.iam.Commands;
import dev.rolecall.evidence.iam.Document;
import dev.rolecall.evidence.iam.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads which policies users, roles and groups of one account have, and the inline ones
/// themselves.
final class PoliciesOf {

  /// The policies of one principal, as far as they could be read.
  ///
  /// @param managed by ARN, in the order of IAM
  /// @param groups by name; of users only
  record Parts(
      List<Principal.Inline> inline,
      Map<String, Answer<Document>> managed,
      Map<String, Parts> groups,
      List<Gap> missing) {}

  /// A list, and what is read of each of its elements.
  private record Listed<T>(Answer<List<String>> names, Map<String, T> read) {}

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
        Answer.gap(
            asking.late(), "the policies of " + type.word() + " " + name, command(type, name));
    return new Parts(List.of(), Map.of(), Map.of(), List.of(gap));
  }

  /// Reads everything side by side, so that what does not answer holds up nothing else.
  Parts read(IamType type, String name) {
    CompletableFuture<Listed<Answer<Document>>> attached =
        listed(() -> iam.attached(account, type, name), this::managed, _ -> asking.late());
    CompletableFuture<Listed<Parts>> groups =
        listed(
            () -> type == IamType.USER ? iam.groupsOf(account, name) : new Answer.None<>(),
            group -> read(IamType.GROUP, group),
            group -> late(IamType.GROUP, group));
    String of = type.word() + " " + name;
    List<Gap> missing = new ArrayList<>();
    Answer<List<String>> inline = iam.inline(account, type, name);
    Map<String, Answer<Document>> documents =
        each(inline, policy -> iam.inlineDocument(account, type, name, policy), _ -> asking.late());
    names(inline, "the inline policies of " + of, Commands.listInline(type.word(), name), missing);
    names(attached.join().names(), "the policies attached to " + of, command(type, name), missing);
    names(groups.join().names(), "the groups of " + of, Commands.listGroups(name), missing);
    return new Parts(
        inline(type, name, documents, missing),
        attached.join().read(),
        groups.join().read(),
        missing);
  }

  /// Policies of AWS's own are the same everywhere: asking at home spares a call for each account.
  Answer<Document> managed(String arn) {
    if (arn.contains(":iam::aws:policy/")
        && iam.managed(asking.home(), arn) instanceof Answer.Got<Document> document) {
      return document;
    }
    return iam.managed(account, arn);
  }

  private <T> CompletableFuture<Listed<T>> listed(
      Supplier<Answer<List<String>>> list, Function<String, T> read, Function<String, T> late) {
    return asking
        .deadline()
        .start(
            () -> {
              Answer<List<String>> names = list.get();
              return new Listed<>(names, each(names, read, late));
            },
            () -> new Listed<>(asking.late(), Map.of()));
  }

  private <T> Map<String, T> each(
      Answer<List<String>> names, Function<String, T> read, Function<String, T> late) {
    if (!(names instanceof Answer.Got<List<String>>(List<String> known))) {
      return Map.of();
    }
    List<T> values = asking.deadline().each(known, read, late);
    Map<String, T> byName = new LinkedHashMap<>();
    for (int at = 0; at < known.size(); at++) {
      byName.put(known.get(at), values.get(at));
    }
    return byName;
  }

  private static void names(
      Answer<List<String>> answer, String fact, String learnBy, List<Gap> missing) {
    if (answer instanceof Answer.Failed<List<String>> failed) {
      missing.add(Answer.gap(failed, fact, learnBy));
    }
  }

  private static List<Principal.Inline> inline(
      IamType type, String name, Map<String, Answer<Document>> answers, List<Gap> missing) {
    List<Principal.Inline> read = new ArrayList<>();
    answers.forEach(
        (policy, answer) -> {
          switch (answer) {
            case Answer.Got<Document>(Document document) ->
                read.add(new Principal.Inline(policy, document));
            case Answer.None<Document> _ -> {
              // deleted since it was listed
            }
            case Answer.Failed<Document> failed ->
                missing.add(
                    Answer.gap(
                        failed,
                        "inline policy %s of %s %s".formatted(policy, type.word(), name),
                        Commands.readInline(type.word(), name, policy)));
          }
        });
    return read;
  }

  private static String command(IamType type, String name) {
    return Commands.listPolicies(type.word(), name);
  }
}
