package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the fields of a managed policy.
final class PolicyFields implements EntityReader.Element<ManagedPolicy> {

  private record Version(String id, boolean isDefault, LazyPolicyDocument document) {}

  private final JsonWalk walk;
  private String arn = "";
  private String defaultId = "";
  private final List<Version> versions = new ArrayList<>();

  PolicyFields(JsonWalk walk) {
    this.walk = walk;
  }

  @Override
  public String arn() {
    return arn;
  }

  @Override
  public ManagedPolicy value(EntityArn parsed) {
    Optional<Version> inForce =
        versions.stream()
            .filter(
                version ->
                    defaultId.isEmpty() ? version.isDefault() : version.id().equals(defaultId))
            .findFirst();
    return new ManagedPolicy(
        arn,
        inForce.map(Version::document),
        versions.stream()
            .filter(version -> !inForce.filter(version::equals).isPresent())
            .filter(version -> isAboutSts(version.document()))
            .map(version -> new ManagedPolicy.Version(version.id(), version.document()))
            .toList());
  }

  /// Old versions of other policies are not worth their memory.
  private static boolean isAboutSts(LazyPolicyDocument lazyPolicyDocument) {
    String text = lazyPolicyDocument.toString();
    return text.contains("sts") || text.contains("STS");
  }

  @Override
  public void field(String name) throws IOException {
    switch (name) {
      case "Arn" -> arn = walk.text();
      case "DefaultVersionId" -> defaultId = walk.text();
      case "PolicyVersionList" -> walk.list(this::version);
      default -> walk.skip();
    }
  }

  private void version() throws IOException {
    List<String> id = new ArrayList<>(1);
    List<Boolean> isDefault = new ArrayList<>(1);
    List<LazyPolicyDocument> document = new ArrayList<>(1);
    List<Instant> created = new ArrayList<>(1);
    walk.object(
        field -> {
          switch (field) {
            case "VersionId" -> id.add(walk.text());
            case "IsDefaultVersion" -> isDefault.add(walk.isTrue());
            case "Document" -> walk.document().ifPresent(document::add);
            case "CreateDate" -> walk.scalar().flatMap(Dates::parse).ifPresent(created::add);
            default -> walk.skip();
          }
        });
    if (!document.isEmpty()) {
      versions.add(
          new Version(
              String.join("", id),
              isDefault.contains(true),
              document.getFirst().writtenAt(created.stream().findFirst())));
    }
  }
}
