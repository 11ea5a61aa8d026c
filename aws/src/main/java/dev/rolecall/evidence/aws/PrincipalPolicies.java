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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// What a list names, and what is read of each; or that it could not be read.
  private record Listed<T>(Map<String, T> read, List<Gap> missing) {}

  private final AwsReader awsReader;
  private final AccountId account;
  private final IamReading iam;

  PrincipalPolicies(AwsReader awsReader, AccountId account) {
    this.awsReader = awsReader;
    this.account = account;
    this.iam = new IamReading(awsReader);
  }

  /// Reads everything side by side, so that what does not answer holds up nothing else.
  Parts read(IamEntityType type, String name) {
    String of = type.word() + " " + name;
    CompletableFuture<Listed<AwsResult<LazyPolicyDocument>>> attached =
        listed(
            new AwsResult.Fact(
                "the policies attached to " + of, IamCommands.listPolicies(type.word(), name)),
            () -> iam.attached(account, type, name),
            this::managed);
    CompletableFuture<Listed<Parts>> groups =
        listed(
            new AwsResult.Fact("the groups of " + of, IamCommands.listGroups(name)),
            () ->
                type == IamEntityType.USER ? iam.groupsOf(account, name) : new AwsResult.Absent<>(),
            group -> read(IamEntityType.GROUP, group));
    CompletableFuture<Listed<AwsResult<LazyPolicyDocument>>> inline =
        listed(
            new AwsResult.Fact(
                "the inline policies of " + of, IamCommands.listInline(type.word(), name)),
            () -> iam.inline(account, type, name),
            policy -> iam.inlineDocument(account, type, name, policy));
    List<Gap> missing =
        Stream.of(inline, attached, groups)
            .flatMap(listed -> listed.join().missing().stream())
            .collect(Collectors.toCollection(ArrayList::new));
    List<IamPrincipal.Inline> read = new ArrayList<>();
    inline
        .join()
        .read()
        .forEach(
            (policy, answer) -> {
              // none was deleted since it was listed
              answer.found().map(it -> new IamPrincipal.Inline(policy, it)).ifPresent(read::add);
              answer.failed().map(it -> it.gap(fact(type, name, policy))).ifPresent(missing::add);
            });
    return new Parts(read, attached.join().read(), groups.join().read(), missing);
  }

  private static AwsResult.Fact fact(IamEntityType type, String name, String policy) {
    return new AwsResult.Fact(
        "inline policy %s of %s %s".formatted(policy, type.word(), name),
        IamCommands.readInline(type.word(), name, policy));
  }

  /// Policies of AWS's own are the same everywhere: asking at home spares a call for each account.
  AwsResult<LazyPolicyDocument> managed(String arn) {
    if (arn.contains(":iam::aws:policy/")
        && iam.managed(awsReader.home(), arn)
            instanceof AwsResult.Found<LazyPolicyDocument> document) {
      return document;
    }
    return iam.managed(account, arn);
  }

  private <T> CompletableFuture<Listed<T>> listed(
      AwsResult.Fact fact, Supplier<AwsResult<List<String>>> list, Function<String, T> read) {
    return awsReader
        .deadline()
        .start(
            () ->
                list.get()
                    .fold(
                        names -> new Listed<>(each(names, read), List.of()),
                        () -> new Listed<>(Map.of(), List.of()),
                        failed -> new Listed<>(Map.of(), List.of(failed.gap(fact)))));
  }

  private <T> Map<String, T> each(List<String> names, Function<String, T> read) {
    List<T> values = awsReader.deadline().each(names, read);
    Map<String, T> byName = new LinkedHashMap<>();
    for (int at = 0; at < names.size(); at++) {
      byName.put(names.get(at), values.get(at));
    }
    return byName;
  }
}
