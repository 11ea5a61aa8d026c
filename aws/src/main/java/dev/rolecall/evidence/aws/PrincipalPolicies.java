package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads which policies users, roles and groups of one account have, and the inline ones
/// themselves.
final class PrincipalPolicies {

  /// The policies of one principal, as far as they could be read.
  ///
  /// @param managed by ARN, in the order of IAM
  /// @param groups by name; of users only
  record Parts(
      List<IamPrincipal.Inline> inline,
      Map<String, AwsResult<LazyPolicyDocument>> managed,
      Map<String, Parts> groups,
      List<Gap> missing) {}

  /// A list, and what is read of each of its elements.
  private record Listed<T>(AwsResult<List<String>> names, Map<String, T> read) {}

  private final AwsReader awsReader;
  private final AccountId account;
  private final IamReading iam;

  PrincipalPolicies(AwsReader awsReader, AccountId account) {
    this.awsReader = awsReader;
    this.account = account;
    this.iam = new IamReading(awsReader);
  }

  /// What there is to say when the time is over.
  Parts late(IamEntityType type, String name) {
    Gap gap =
        AwsResult.gap(
            awsReader.late(), "the policies of " + type.word() + " " + name, command(type, name));
    return new Parts(List.of(), Map.of(), Map.of(), List.of(gap));
  }

  /// Reads everything side by side, so that what does not answer holds up nothing else.
  Parts read(IamEntityType type, String name) {
    CompletableFuture<Listed<AwsResult<LazyPolicyDocument>>> attached =
        listed(() -> iam.attached(account, type, name), this::managed, _ -> awsReader.late());
    CompletableFuture<Listed<Parts>> groups =
        listed(
            () -> type == IamEntityType.USER ? iam.groupsOf(account, name) : new AwsResult.None<>(),
            group -> read(IamEntityType.GROUP, group),
            group -> late(IamEntityType.GROUP, group));
    String of = type.word() + " " + name;
    List<Gap> missing = new ArrayList<>();
    AwsResult<List<String>> inline = iam.inline(account, type, name);
    Map<String, AwsResult<LazyPolicyDocument>> documents =
        each(
            inline,
            policy -> iam.inlineDocument(account, type, name, policy),
            _ -> awsReader.late());
    names(
        inline, "the inline policies of " + of, IamCommands.listInline(type.word(), name), missing);
    names(attached.join().names(), "the policies attached to " + of, command(type, name), missing);
    names(groups.join().names(), "the groups of " + of, IamCommands.listGroups(name), missing);
    return new Parts(
        inline(type, name, documents, missing),
        attached.join().read(),
        groups.join().read(),
        missing);
  }

  /// Policies of AWS's own are the same everywhere: asking at home spares a call for each account.
  AwsResult<LazyPolicyDocument> managed(String arn) {
    if (arn.contains(":iam::aws:policy/")
        && iam.managed(awsReader.home(), arn)
            instanceof AwsResult.Got<LazyPolicyDocument> document) {
      return document;
    }
    return iam.managed(account, arn);
  }

  private <T> CompletableFuture<Listed<T>> listed(
      Supplier<AwsResult<List<String>>> list, Function<String, T> read, Function<String, T> late) {
    return awsReader
        .deadline()
        .start(
            () -> {
              AwsResult<List<String>> names = list.get();
              return new Listed<>(names, each(names, read, late));
            },
            () -> new Listed<>(awsReader.late(), Map.of()));
  }

  private <T> Map<String, T> each(
      AwsResult<List<String>> names, Function<String, T> read, Function<String, T> late) {
    if (!(names instanceof AwsResult.Got<List<String>>(List<String> known))) {
      return Map.of();
    }
    List<T> values = awsReader.deadline().each(known, read, late);
    Map<String, T> byName = new LinkedHashMap<>();
    for (int at = 0; at < known.size(); at++) {
      byName.put(known.get(at), values.get(at));
    }
    return byName;
  }

  private static void names(
      AwsResult<List<String>> awsResult, String fact, String learnBy, List<Gap> missing) {
    if (awsResult instanceof AwsResult.Failed<List<String>> failed) {
      missing.add(AwsResult.gap(failed, fact, learnBy));
    }
  }

  private static List<IamPrincipal.Inline> inline(
      IamEntityType type,
      String name,
      Map<String, AwsResult<LazyPolicyDocument>> answers,
      List<Gap> missing) {
    List<IamPrincipal.Inline> read = new ArrayList<>();
    answers.forEach(
        (policy, awsResult) -> {
          switch (awsResult) {
            case AwsResult.Got<LazyPolicyDocument>(LazyPolicyDocument lazyPolicyDocument) ->
                read.add(new IamPrincipal.Inline(policy, lazyPolicyDocument));
            case AwsResult.None<LazyPolicyDocument> _ -> {
              // deleted since it was listed
            }
            case AwsResult.Failed<LazyPolicyDocument> failed ->
                missing.add(
                    AwsResult.gap(
                        failed,
                        "inline policy %s of %s %s".formatted(policy, type.word(), name),
                        IamCommands.readInline(type.word(), name, policy)));
          }
        });
    return read;
  }

  private static String command(IamEntityType type, String name) {
    return IamCommands.listPolicies(type.word(), name);
  }
}
