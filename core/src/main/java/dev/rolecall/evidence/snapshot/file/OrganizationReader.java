package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import dev.rolecall.json.JsonValue;
import dev.rolecall.problem.SnapshotWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `organization.json`. The same document stands there once for each account that it binds;
/// it is kept once.
public final class OrganizationReader {

  private final SnapshotJson json;
  private final Map<LazyPolicyDocument, LazyPolicyDocument> documents = new HashMap<>();
  private Optional<SnapshotProblem> hole = Optional.empty();

  private OrganizationReader(SnapshotJson json) {
    this.json = json;
  }

  public static OrganizationPage.Reading read(
      SnapshotFile file, Set<SnapshotProblem> snapshotProblems) {
    SnapshotJson json = SnapshotJson.read(file);
    OrganizationPage.Reading reading =
        json.broken().isPresent()
            ? new OrganizationPage.Reading(List.of(), json.broken())
            : new OrganizationReader(json).read();
    snapshotProblems.addAll(json.notes());
    return reading;
  }

  private OrganizationPage.Reading read() {
    json.root().require("organizations", SnapshotWords.missing("organizations"));
    List<OrganizationPage> organizations =
        json.root().list("organizations", this::organization).stream()
            .flatMap(Optional::stream)
            .toList();
    Optional<SnapshotProblem> atTop =
        json.notes().stream().filter(note -> note.where().indexOf('[') < 0).findFirst();
    return new OrganizationPage.Reading(organizations, atTop.or(() -> hole));
  }

  private Optional<OrganizationPage> organization(JsonValue organization) {
    organization.asObject();
    Optional<String> id = organization.given("id").map(JsonValue::text);
    Optional<AccountId> management =
        organization.given("managementAccountId").flatMap(SnapshotJson::accountId);
    if (id.isEmpty() || management.isEmpty() || !organization.get("accounts").isThere()) {
      if (json.problemOf(organization).isEmpty()) {
        organization.problem(SnapshotWords.organization());
      }
      hole = hole.or(() -> json.problemOf(organization));
      return Optional.empty();
    }
    List<OrganizationPage.Member> members = new ArrayList<>();
    List<SnapshotProblem> lost = new ArrayList<>();
    for (JsonValue account : organization.list("accounts")) {
      member(account).ifPresentOrElse(members::add, () -> lost.add(json.notes().getLast()));
    }
    return Optional.of(
        new OrganizationPage(
            new AccountFacts.Organization(id.get(), management.get()),
            members,
            lost.stream().findFirst()));
  }

  /// An account; empty, and noted, when it has no id.
  private Optional<OrganizationPage.Member> member(JsonValue account) {
    return account
        .asObject()
        .require("id", SnapshotWords.missing("id"))
        .flatMap(SnapshotJson::accountId)
        .map(
            id ->
                new OrganizationPage.Member(
                    id,
                    account.find("name").map(JsonValue::text),
                    account.find("path").map(JsonValue::text),
                    levels(account, "serviceControlPolicies"),
                    levels(account, "resourceControlPolicies"),
                    json.problemOf(account)));
  }

  /// The levels of a list; `null` says as little as no list.
  private Optional<List<OrganizationPage.Level>> levels(JsonValue account, String list) {
    return account.find(list).map(_ -> account.list(list, this::level));
  }

  private OrganizationPage.Level level(JsonValue level) {
    level.asObject();
    Optional<JsonValue> target = level.require("target", SnapshotWords.missing("target"));
    if (target.isPresent()) {
      level.require("policies", SnapshotWords.missing("policies"));
    }
    return new OrganizationPage.Level(
        target.map(JsonValue::text).orElse(""), level.list("policies", this::attached));
  }

  private OrganizationPage.Attached attached(JsonValue policy) {
    return new OrganizationPage.Attached(
        policy
            .asObject()
            .require("name", SnapshotWords.missing("name"))
            .map(JsonValue::text)
            .orElse(""),
        policy
            .given("document")
            .flatMap(SnapshotJson::document)
            .map(read -> documents.computeIfAbsent(read, _ -> read)));
  }
}
