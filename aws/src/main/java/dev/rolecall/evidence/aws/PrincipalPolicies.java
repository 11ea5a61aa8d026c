package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapFact.PrincipalList;
import dev.rolecall.denial.GapFact.PrincipalPolicy;
import dev.rolecall.denial.GapRemedy.Command;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/// Reads the policies of one user or role, and of the user's groups.
final class PrincipalPolicies implements CallerPolicies.Source {

  /// What roles, users and groups have in common.
  record Details(
      String arn,
      @Nullable String id,
      @Nullable Instant created,
      List<Tag> tags,
      @Nullable AttachedPermissionsBoundary boundary) {

    static Details of(Role role) {
      return new Details(
          role.arn(), role.roleId(), role.createDate(), role.tags(), role.permissionsBoundary());
    }

    static Details of(User user) {
      return new Details(
          user.arn(), user.userId(), user.createDate(), user.tags(), user.permissionsBoundary());
    }

    /// Of a group, nothing but its policies is wanted.
    static Details ofGroup(String name) {
      return new Details(name, null, null, List.of(), null);
    }

    /// The policy that is the permissions boundary.
    Optional<String> boundaryArn() {
      return Optional.ofNullable(boundary).map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    }
  }

  /// What a list names, as it was read; or that it could not be read.
  private record Listed<T>(List<T> read, List<Gap> missing) {}

  private final AwsReader awsReader;
  private final IamReading iam;
  private final Map<String, IamPrincipal> groups = new ConcurrentHashMap<>();
  private final Map<String, AwsResult<LazyPolicyDocument>> managed = new ConcurrentHashMap<>();

  PrincipalPolicies(AwsReader awsReader, AccountId account) {
    this.awsReader = awsReader;
    this.iam = new IamReading(awsReader, account);
  }

  /// The principal, once it is known which one it is: all its policies by name, the inline ones
  /// with their documents. Everything is read side by side, so that what does not answer holds up
  /// nothing else.
  Function<Details, IamPrincipal> read(IamEntityType type, String name) {
    String of = type.word() + " " + name;
    CompletableFuture<Listed<String>> attached =
        listed(
            new AwsFact(
                new PrincipalList(PrincipalList.Listed.ATTACHED_POLICIES, type.word(), name),
                new Command.Read(Part.ATTACHED_POLICIES, type.word(), name)),
            () ->
                iam.ask(
                    "ListAttached" + type.title() + "Policies",
                    of,
                    it ->
                        type.attached().apply(it, name).stream()
                            .map(AttachedPolicy::policyArn)
                            .toList()),
            this::readManaged);
    CompletableFuture<Listed<String>> memberOf =
        listed(
            new AwsFact(
                new PrincipalList(PrincipalList.Listed.GROUPS, type.word(), name),
                new Command.Read(Part.GROUPS, type.word(), name)),
            () -> type.equals(IamEntityType.USER) ? groupsOf(name) : new AwsResult.Absent<>(),
            this::readGroup);
    CompletableFuture<Listed<Lookup<IamPrincipal.Inline>>> inline =
        listed(
            new AwsFact(
                new PrincipalList(PrincipalList.Listed.INLINE_POLICIES, type.word(), name),
                new Command.Read(Part.INLINE_POLICIES, type.word(), name)),
            () ->
                iam.ask(
                    "List" + type.title() + "Policies",
                    of,
                    it -> type.inline().apply(it, name).stream().toList()),
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
      AwsFact fact, Supplier<AwsResult<List<String>>> list, Function<String, T> read) {
    return awsReader.start(
        () ->
            list.get()
                .fold(
                    names -> new Listed<>(awsReader.each(names, read), List.of()),
                    () -> new Listed<>(List.of(), List.of()),
                    failed -> new Listed<>(List.of(), List.of(failed.gap(fact)))));
  }

  private Lookup<IamPrincipal.Inline> readInline(IamEntityType type, String name, String policy) {
    return iam.ask(
            "Get" + type.title() + "Policy",
            "policy " + policy + " of " + type.word() + " " + name,
            it -> new LazyPolicyDocument(type.document().of(it, name, policy)))
        .lookup(
            new AwsFact(
                new PrincipalPolicy(PrincipalPolicy.Relation.INLINE, policy, type.word(), name),
                new Command.ReadInline(type.word(), name, policy)),
            document -> new Lookup.Found<>(new IamPrincipal.Inline(policy, document)));
  }

  private AwsResult<List<String>> groupsOf(String user) {
    return iam.ask(
        "ListGroupsForUser",
        "user " + user,
        it ->
            it.listGroupsForUserPaginator(r -> r.userName(user)).groups().stream()
                .map(Group::groupName)
                .toList());
  }

  private String readGroup(String name) {
    groups.put(name, read(IamEntityType.GROUP, name).apply(Details.ofGroup(name)));
    return name;
  }

  /// Policies of AWS's own are the same everywhere: asking at home spares a call for each account.
  String readManaged(String arn) {
    AwsResult<LazyPolicyDocument> atHome =
        arn.contains(":iam::aws:policy/")
            ? managed(new IamReading(awsReader, awsReader.home()), arn)
            : new AwsResult.Absent<>();
    managed.put(arn, atHome instanceof AwsResult.Found<?> ? atHome : managed(iam, arn));
    return arn;
  }

  /// The version of a managed policy that is in force.
  private static AwsResult<LazyPolicyDocument> managed(IamReading iam, String arn) {
    return iam.ask(
            "GetPolicy",
            "policy " + arn,
            it ->
                IamReading.whole(
                    it.getPolicy(p -> p.policyArn(arn)).policy(), Policy::defaultVersionId))
        .then(
            policy ->
                policy.policyId() == null
                    ? version(iam, arn, policy.defaultVersionId())
                    : iam.awsReader()
                        .version(
                            policy.policyId() + " " + policy.defaultVersionId(),
                            () -> version(iam, arn, policy.defaultVersionId())));
  }

  private static AwsResult<LazyPolicyDocument> version(IamReading iam, String arn, String id) {
    return iam.ask(
        "GetPolicyVersion",
        "policy " + arn + " " + id,
        it -> {
          PolicyVersion read =
              it.getPolicyVersion(p -> p.policyArn(arn).versionId(id)).policyVersion();
          return new LazyPolicyDocument(read.document(), Optional.ofNullable(read.createDate()));
        });
  }

  @Override
  public Lookup<IamPrincipal> group(String name, GapFact fact) {
    return Optional.ofNullable(groups.get(name))
        .<Lookup<IamPrincipal>>map(Lookup.Found::new)
        .orElseGet(Lookup.Absent::new);
  }

  @Override
  public Lookup<LazyPolicyDocument> managed(String arn, GapFact fact) {
    return managed
        .getOrDefault(arn, new AwsResult.Absent<>())
        .lookup(new AwsFact(fact, new Command.ReadManaged(arn)));
  }
}
