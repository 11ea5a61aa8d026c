package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the policies of one user or role, and of the user's groups.
final class PrincipalPolicies implements CallerPolicies.Source {

  /// What a list names, as it was read; or that it could not be read.
  private record Listed<T>(List<T> read, List<Gap> missing) {}

  private final AwsReader awsReader;
  private final AccountId account;
  private final IamReading iam;
  private final Map<String, IamPrincipal> groups = new ConcurrentHashMap<>();
  private final Map<String, AwsResult<LazyPolicyDocument>> managed = new ConcurrentHashMap<>();

  PrincipalPolicies(AwsReader awsReader, AccountId account) {
    this.awsReader = awsReader;
    this.account = account;
    this.iam = new IamReading(awsReader);
  }

  /// The principal, once it is known which one it is: all its policies by name, the inline ones
  /// with their documents. Everything is read side by side, so that what does not answer holds up
  /// nothing else.
  Function<IamEntity, IamPrincipal> read(IamEntityType type, String name) {
    String of = type.word() + " " + name;
    CompletableFuture<Listed<String>> attached =
        listed(
            new AwsResult.Fact(
                "the policies attached to " + of, IamCommands.listPolicies(type.word(), name)),
            () -> iam.attached(account, type, name),
            this::readManaged);
    CompletableFuture<Listed<String>> memberOf =
        listed(
            new AwsResult.Fact("the groups of " + of, IamCommands.listGroups(name)),
            () ->
                type == IamEntityType.USER ? iam.groupsOf(account, name) : new AwsResult.Absent<>(),
            this::readGroup);
    CompletableFuture<Listed<Lookup<IamPrincipal.Inline>>> inline =
        listed(
            new AwsResult.Fact(
                "the inline policies of " + of, IamCommands.listInline(type.word(), name)),
            () -> iam.inline(account, type, name),
            policy -> readInline(type, name, policy));
    List<Gap> missing =
        Stream.of(inline, attached, memberOf)
            .flatMap(listed -> listed.join().missing().stream())
            .collect(Collectors.toCollection(ArrayList::new));
    List<IamPrincipal.Inline> documents = new ArrayList<>();
    for (Lookup<IamPrincipal.Inline> policy : inline.join().read()) {
      switch (policy) {
        case Lookup.Found<IamPrincipal.Inline>(IamPrincipal.Inline found) -> documents.add(found);
        case Lookup.Unreadable<IamPrincipal.Inline>(Gap gap) -> missing.add(gap);
        case Lookup.Absent<IamPrincipal.Inline> _ -> {
          // deleted since it was listed
        }
      }
    }
    return entity ->
        new IamPrincipal(
            entity.arn(),
            name,
            Optional.ofNullable(entity.id()),
            Optional.ofNullable(entity.created()),
            AwsRoles.tags(entity.tags()),
            Optional.empty(),
            documents,
            attached.join().read(),
            memberOf.join().read(),
            entity.boundaryArn(),
            missing);
  }

  private <T> CompletableFuture<Listed<T>> listed(
      AwsResult.Fact fact, Supplier<AwsResult<List<String>>> list, Function<String, T> read) {
    return awsReader
        .deadline()
        .start(
            () ->
                list.get()
                    .fold(
                        names -> new Listed<>(awsReader.deadline().each(names, read), List.of()),
                        () -> new Listed<>(List.of(), List.of()),
                        failed -> new Listed<>(List.of(), List.of(failed.gap(fact)))));
  }

  private Lookup<IamPrincipal.Inline> readInline(IamEntityType type, String name, String policy) {
    return iam.inlineDocument(account, type, name, policy)
        .lookup(
            new AwsResult.Fact(
                "inline policy %s of %s %s".formatted(policy, type.word(), name),
                IamCommands.readInline(type.word(), name, policy)),
            document -> new Lookup.Found<>(new IamPrincipal.Inline(policy, document)));
  }

  private String readGroup(String name) {
    groups.put(name, read(IamEntityType.GROUP, name).apply(IamEntity.ofGroup(name)));
    return name;
  }

  /// Policies of AWS's own are the same everywhere: asking at home spares a call for each account.
  String readManaged(String arn) {
    AwsResult<LazyPolicyDocument> atHome =
        arn.contains(":iam::aws:policy/")
            ? iam.managed(awsReader.home(), arn)
            : new AwsResult.Absent<>();
    managed.put(arn, atHome instanceof AwsResult.Found<?> ? atHome : iam.managed(account, arn));
    return arn;
  }

  @Override
  public Lookup<IamPrincipal> group(String name, String fact) {
    return Optional.ofNullable(groups.get(name))
        .<Lookup<IamPrincipal>>map(Lookup.Found::new)
        .orElseGet(Lookup.Absent::new);
  }

  @Override
  public Lookup<LazyPolicyDocument> managed(String arn, String fact) {
    return managed
        .getOrDefault(arn, new AwsResult.Absent<>())
        .lookup(new AwsResult.Fact(fact, IamCommands.readManaged(arn)));
  }
}
