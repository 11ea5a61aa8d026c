package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes the fields of one account of an organization.
final class MemberFields {

  private final JsonWalk walk;
  private final Map<LazyPolicyDocument, LazyPolicyDocument> documents;
  private Optional<AccountId> id = Optional.empty();
  private Optional<String> name = Optional.empty();
  private Optional<String> path = Optional.empty();
  private Optional<List<OrganizationPage.Level>> serviceControl = Optional.empty();
  private Optional<List<OrganizationPage.Level>> resourceControl = Optional.empty();

  /// @param documents every document met so far, to keep equal ones once
  MemberFields(JsonWalk walk, Map<LazyPolicyDocument, LazyPolicyDocument> documents) {
    this.walk = walk;
    this.documents = documents;
  }

  /// The account that stands here; empty, and noted, when it has no id.
  Optional<OrganizationPage.Member> read() throws IOException {
    int before = walk.noted();
    walk.object(this::field);
    if (id.isEmpty() && walk.noted() == before) {
      walk.note("no id");
    }
    return id.map(
        account ->
            new OrganizationPage.Member(
                account, name, path, serviceControl, resourceControl, walk.notedSince(before)));
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "id" -> id = accountId(walk);
      case "name" -> name = optionalText();
      case "path" -> path = optionalText();
      case "serviceControlPolicies" -> serviceControl = levels();
      case "resourceControlPolicies" -> resourceControl = levels();
      default -> walk.skip();
    }
  }

  static Optional<AccountId> accountId(JsonWalk walk) throws IOException {
    int before = walk.noted();
    Optional<AccountId> id = AccountId.parse(walk.text());
    if (id.isEmpty() && walk.noted() == before) {
      walk.note("not a 12-digit account id");
    }
    return id;
  }

  private Optional<String> optionalText() throws IOException {
    return walk.isNull() ? Optional.empty() : Optional.of(walk.text());
  }

  /// The levels here; `null` says as little as no list.
  private Optional<List<OrganizationPage.Level>> levels() throws IOException {
    if (walk.isNull()) {
      return Optional.empty();
    }
    List<OrganizationPage.Level> levels = new ArrayList<>();
    walk.list(() -> levels.add(level()));
    return Optional.of(levels);
  }

  private OrganizationPage.Level level() throws IOException {
    List<String> target = new ArrayList<>(1);
    List<OrganizationPage.Attached> policies = new ArrayList<>();
    Set<String> fields = new HashSet<>();
    int before = walk.noted();
    walk.object(
        field -> {
          fields.add(field);
          switch (field) {
            case "target" -> target.add(walk.text());
            case "policies" -> walk.list(() -> policies.add(attached()));
            default -> walk.skip();
          }
        });
    if (!fields.containsAll(Set.of("target", "policies")) && walk.noted() == before) {
      walk.note(target.isEmpty() ? "no target" : "no policies");
    }
    return new OrganizationPage.Level(String.join("", target), policies);
  }

  private OrganizationPage.Attached attached() throws IOException {
    List<String> policyName = new ArrayList<>(1);
    List<LazyPolicyDocument> document = new ArrayList<>(1);
    int before = walk.noted();
    walk.object(
        field -> {
          switch (field) {
            case "name" -> policyName.add(walk.text());
            case "document" -> walk.document().ifPresent(document::add);
            default -> walk.skip();
          }
        });
    if (policyName.isEmpty() && walk.noted() == before) {
      walk.note("no name");
    }
    return new OrganizationPage.Attached(
        String.join("", policyName),
        document.stream().findFirst().map(read -> documents.computeIfAbsent(read, _ -> read)));
  }
}
