package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes the fields of a role, user or group. Fields that it does not know do not matter to a call.
final class EntityFields implements EntityReader.Element<IamPrincipal> {

  private final JsonWalk walk;
  private String arn = "";
  private Optional<String> id = Optional.empty();
  private Optional<Instant> created = Optional.empty();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private Optional<LazyPolicyDocument> trust = Optional.empty();
  private final List<IamPrincipal.Inline> inline = new ArrayList<>();
  private final List<String> attached = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private Optional<String> boundary = Optional.empty();

  EntityFields(JsonWalk walk) {
    this.walk = walk;
  }

  @Override
  public String arn() {
    return arn;
  }

  @Override
  public IamPrincipal value(EntityArn parsed) {
    return new IamPrincipal(
        arn,
        parsed.name(),
        id,
        created,
        tags,
        trust,
        inline,
        attached,
        groups,
        boundary,
        List.of());
  }

  @Override
  public void field(String name) throws IOException {
    switch (name) {
      case "Arn" -> arn = walk.text();
      case "RoleId", "UserId", "GroupId" -> id = Optional.of(walk.text());
      case "CreateDate" -> created = walk.scalar().flatMap(Dates::parse);
      case "AssumeRolePolicyDocument" -> trust = walk.document();
      case "RolePolicyList", "UserPolicyList", "GroupPolicyList" -> walk.list(this::inline);
      case "AttachedManagedPolicies" -> walk.list(this::attached);
      case "GroupList" -> walk.list(() -> groups.add(walk.text()));
      case "PermissionsBoundary" -> boundary();
      case "Tags" -> walk.list(this::tag);
      default -> walk.skip();
    }
  }

  private void inline() throws IOException {
    List<String> name = new ArrayList<>(1);
    List<LazyPolicyDocument> document = new ArrayList<>(1);
    int before = walk.noted();
    walk.object(
        field -> {
          switch (field) {
            case "PolicyName" -> name.add(walk.text());
            case "PolicyDocument" -> walk.document().ifPresent(document::add);
            default -> walk.skip();
          }
        });
    if (!name.isEmpty() && !document.isEmpty()) {
      inline.add(new IamPrincipal.Inline(name.getFirst(), document.getFirst()));
    } else if (walk.noted() == before) {
      walk.note(name.isEmpty() ? "no PolicyName" : "no PolicyDocument");
    }
  }

  private void attached() throws IOException {
    policyArn("PolicyArn").ifPresent(attached::add);
  }

  private void boundary() throws IOException {
    if (!walk.isNull()) {
      boundary = policyArn("PermissionsBoundaryArn");
    }
  }

  private Optional<String> policyArn(String name) throws IOException {
    List<String> found = new ArrayList<>(1);
    int before = walk.noted();
    walk.object(
        field -> {
          if (field.equals(name)) {
            found.add(walk.text());
          } else {
            walk.skip();
          }
        });
    if (found.isEmpty() && walk.noted() == before) {
      walk.note("no " + name);
    }
    return found.stream().findFirst();
  }

  private void tag() throws IOException {
    Map<String, String> tag = new LinkedHashMap<>();
    int before = walk.noted();
    walk.object(
        field -> {
          switch (field) {
            case "Key", "Value" -> tag.put(field, walk.text());
            default -> walk.skip();
          }
        });
    if (tag.size() == 2) {
      tags.put(tag.get("Key"), tag.get("Value"));
    } else if (walk.noted() == before) {
      walk.note("not a Key and a Value");
    }
  }
}
