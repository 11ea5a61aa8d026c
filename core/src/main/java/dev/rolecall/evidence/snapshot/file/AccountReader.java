package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import dev.rolecall.json.JsonValue;
import dev.rolecall.problem.SnapshotWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Reads output of `aws iam get-account-authorization-details`. [Its
/// elements](https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html)
/// An element that is not as expected is spoilt, and no other. Fields that do not matter to a call
/// are not looked at.
final class AccountReader {

  /// The lists of an account. An object without any of them has nothing to do with accounts.
  static final Set<String> LISTS =
      Set.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies");

  private final SnapshotFile file;
  private final SnapshotJson json;
  private final Optional<AccountId> account;

  private AccountReader(SnapshotFile file, SnapshotJson json) {
    this.file = file;
    this.json = json;
    this.account =
        lists()
            .flatMap(list -> list.isList() ? list.items().stream() : Stream.empty())
            .filter(JsonValue::isWhole)
            .flatMap(element -> element.get("Arn").source().stream())
            .flatMap(arn -> EntityArn.parse(arn).flatMap(EntityArn::account).stream())
            .findFirst();
  }

  private Stream<JsonValue> lists() {
    return json.root().isObject()
        ? json.root().fields().stream().filter(field -> LISTS.contains(field.name()))
        : Stream.empty();
  }

  /// Reads all of `file`. An element that is not as expected is a problem, and spoils only itself.
  static AccountPage.Reading read(SnapshotFile file, Set<SnapshotProblem> snapshotProblems) {
    SnapshotJson json = SnapshotJson.read(file);
    AccountPage.Reading reading = new AccountReader(file, json).read();
    if (reading instanceof AccountPage.Reading.Read) {
      snapshotProblems.addAll(json.notes());
    }
    return reading;
  }

  private AccountPage.Reading read() {
    Optional<SnapshotProblem> broken =
        json.notes().stream()
            .filter(note -> json.broken().isPresent() || note.where().isEmpty())
            .findFirst();
    if (broken.isPresent()) {
      return new AccountPage.Reading.Broken(broken.get(), account);
    }
    if (lists().findFirst().isEmpty()) {
      return new AccountPage.Reading.Foreign();
    }
    return new AccountPage.Reading.Read(
        new AccountPage(
            account,
            part("UserDetailList", "user", AccountReader::principal),
            part("GroupDetailList", "group", AccountReader::principal),
            part("RoleDetailList", "role", AccountReader::principal),
            part("Policies", "policy", (policy, _) -> policy(policy)),
            json.root().flag("IsTruncated") || json.root().find("NextToken").isPresent()));
  }

  /// One of the lists.
  ///
  /// @param type the type of the ARNs in it: `role`
  private <T> Section.Part<T> part(
      String name, String type, BiFunction<JsonValue, EntityArn, T> read) {
    Map<String, Entry<T>> entries = new LinkedHashMap<>();
    Optional<SnapshotProblem> lost = Optional.empty();
    for (JsonValue element : json.root().list(name)) {
      String text =
          element
              .asObject()
              .require("Arn", SnapshotWords.missing("Arn"))
              .map(JsonValue::text)
              .orElse("");
      Optional<EntityArn> arn = EntityArn.parse(text);
      Optional<T> value = arn.map(it -> read.apply(element, it));
      if (!text.isEmpty()) {
        whatIsWrong(arn, type).ifPresent(element::problem);
      }
      Optional<SnapshotProblem> problem = json.problemOf(element);
      if (arn.isEmpty()) {
        lost = lost.or(() -> problem);
        continue;
      }
      Entry<T> entry =
          problem
              .<Entry<T>>map(Entry.Spoilt::new)
              .orElseGet(() -> new Entry.Sound<>(value.orElseThrow()));
      Entry<T> other = entries.putIfAbsent(text, entry);
      if (other != null && !other.equals(entry)) {
        element.problem(SnapshotWords.differentDuplicate(text));
        entries.put(text, new Entry.Spoilt<>(json.notes().getLast()));
      }
    }
    return new Section.Part<>(file, entries, json.root().find(name).isPresent(), lost);
  }

  /// One file holds one account: that of its first ARN.
  private Optional<String> whatIsWrong(Optional<EntityArn> arn, String type) {
    if (arn.filter(it -> it.type().equals(type)).isEmpty()) {
      return Optional.of(SnapshotWords.notArnOf(type));
    }
    return arn.flatMap(EntityArn::account)
        .filter(other -> !account.equals(Optional.of(other)))
        .map(_ -> SnapshotWords.otherAccount());
  }

  private static IamPrincipal principal(JsonValue json, EntityArn arn) {
    Map<String, String> tags = new LinkedHashMap<>();
    json.list("Tags").forEach(tag -> putTag(tag, tags));
    return new IamPrincipal(
        json.get("Arn").text(),
        arn.name(),
        Stream.of("RoleId", "UserId", "GroupId")
            .flatMap(id -> json.given(id).stream())
            .map(JsonValue::text)
            .findFirst(),
        json.get("CreateDate").asScalar().flatMap(Dates::parse),
        tags,
        json.given("AssumeRolePolicyDocument").flatMap(SnapshotJson::document),
        Stream.of("RolePolicyList", "UserPolicyList", "GroupPolicyList")
            .flatMap(list -> json.list(list, AccountReader::inline).stream())
            .flatMap(Optional::stream)
            .toList(),
        json.list("AttachedManagedPolicies", it -> policyArn(it, "PolicyArn")).stream()
            .flatMap(Optional::stream)
            .toList(),
        json.list("GroupList", JsonValue::text),
        json.find("PermissionsBoundary").flatMap(it -> policyArn(it, "PermissionsBoundaryArn")),
        List.of());
  }

  private static Optional<IamPrincipal.Inline> inline(JsonValue policy) {
    return policy
        .asObject()
        .require("PolicyName", SnapshotWords.missing("PolicyName"))
        .map(JsonValue::text)
        .flatMap(
            name ->
                policy
                    .require("PolicyDocument", SnapshotWords.missing("PolicyDocument"))
                    .flatMap(SnapshotJson::document)
                    .map(document -> new IamPrincipal.Inline(name, document)));
  }

  private static Optional<String> policyArn(JsonValue policy, String field) {
    return policy.asObject().require(field, SnapshotWords.missing(field)).map(JsonValue::text);
  }

  private static void putTag(JsonValue tag, Map<String, String> tags) {
    if (tag.asObject().get("Key").isThere() && tag.get("Value").isThere()) {
      tags.put(tag.get("Key").text(), tag.get("Value").text());
    } else if (tag.isObject()) {
      tag.problem(SnapshotWords.tag());
    }
  }

  private record Version(String id, boolean isDefault, LazyPolicyDocument document) {}

  private static ManagedPolicy policy(JsonValue json) {
    Optional<String> defaultId =
        json.given("DefaultVersionId").map(JsonValue::text).filter(id -> !id.isEmpty());
    List<Version> versions =
        json.list("PolicyVersionList", AccountReader::version).stream()
            .flatMap(Optional::stream)
            .toList();
    Optional<Version> inForce =
        versions.stream()
            .filter(version -> defaultId.map(version.id()::equals).orElse(version.isDefault()))
            .findFirst();
    return new ManagedPolicy(
        json.get("Arn").text(),
        inForce.map(Version::document),
        versions.stream()
            .filter(version -> !inForce.filter(version::equals).isPresent())
            .filter(version -> isAboutSts(version.document()))
            .map(version -> new ManagedPolicy.Version(version.id(), version.document()))
            .toList());
  }

  private static Optional<Version> version(JsonValue json) {
    String id = json.asObject().given("VersionId").map(JsonValue::text).orElse("");
    return json.given("Document")
        .flatMap(SnapshotJson::document)
        .map(
            document ->
                new Version(
                    id,
                    json.flag("IsDefaultVersion"),
                    document.writtenAt(json.get("CreateDate").asScalar().flatMap(Dates::parse))));
  }

  /// Old versions of other policies are not worth their memory.
  private static boolean isAboutSts(LazyPolicyDocument lazyPolicyDocument) {
    String text = lazyPolicyDocument.toString();
    return text.contains("sts") || text.contains("STS");
  }
}
