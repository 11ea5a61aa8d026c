package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `organization.json`. The same document stands there once for each account that it binds;
/// it is kept once.
public final class OrganizationReader {

  private final JsonWalk walk;
  private final Map<LazyPolicyDocument, LazyPolicyDocument> documents = new HashMap<>();
  private final List<OrganizationPage> organizations = new ArrayList<>();
  private Optional<SnapshotProblem> hole = Optional.empty();

  private OrganizationReader(JsonWalk walk) {
    this.walk = walk;
  }

  public static OrganizationPage.Reading read(
      SnapshotFile file, SnapshotProblems snapshotProblems) {
    try (JsonWalk walk = JsonWalk.open(file)) {
      OrganizationPage.Reading reading = new OrganizationReader(walk).read();
      snapshotProblems.addAll(walk.notes());
      return reading;
    } catch (IOException e) {
      SnapshotProblem problem = JsonWalk.problem(file, e);
      snapshotProblems.add(problem);
      return new OrganizationPage.Reading(List.of(), Optional.of(problem));
    }
  }

  private OrganizationPage.Reading read() throws IOException {
    List<String> fields = new ArrayList<>();
    walk.whole(
        name -> {
          fields.add(name);
          if (name.equals("organizations")) {
            walk.list(this::organization);
          } else {
            walk.skip();
          }
        });
    if (!fields.contains("organizations") && walk.noted() == 0) {
      walk.note("no organizations");
    }
    Optional<SnapshotProblem> atTop =
        walk.notes().stream().filter(note -> note.where().indexOf('[') < 0).findFirst();
    return new OrganizationPage.Reading(organizations, atTop.or(() -> hole));
  }

  private void organization() throws IOException {
    int before = walk.noted();
    List<String> id = new ArrayList<>(1);
    List<AccountId> management = new ArrayList<>(1);
    List<OrganizationPage.Member> members = new ArrayList<>();
    List<SnapshotProblem> lost = new ArrayList<>();
    Set<String> fields = new HashSet<>();
    walk.object(
        field -> {
          fields.add(field);
          switch (field) {
            case "id" -> id.add(walk.text());
            case "managementAccountId" -> MemberFields.accountId(walk).ifPresent(management::add);
            case "accounts" ->
                walk.list(
                    () ->
                        member()
                            .ifPresentOrElse(members::add, () -> lost.add(walk.notes().getLast())));
            default -> walk.skip();
          }
        });
    if (id.isEmpty() || management.isEmpty() || !fields.contains("accounts")) {
      if (walk.noted() == before) {
        walk.note("not an id, a managementAccountId and accounts");
      }
      hole = hole.or(() -> walk.notedSince(before));
      return;
    }
    organizations.add(
        new OrganizationPage(
            id.getFirst(), management.getFirst(), members, lost.stream().findFirst()));
  }

  private Optional<OrganizationPage.Member> member() throws IOException {
    return new MemberFields(walk, documents).read();
  }
}
