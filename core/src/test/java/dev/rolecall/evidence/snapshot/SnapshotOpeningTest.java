package dev.rolecall.evidence.snapshot;

import static dev.rolecall.evidence.snapshot.Folder.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotOpeningTest {

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
  }

  private static SnapshotProblem problem(Path... paths) {
    return switch (Snapshot.open(List.of(paths))) {
      case SnapshotOpening.NotUsable(SnapshotProblem problem) -> problem;
      case SnapshotOpening.Opened _ -> throw new AssertionError("opened");
    };
  }

  @Test
  void namesThePathThatDoesNotExist() {
    Path good = folder.roles("111111111111.json", role("arn:aws:iam::111111111111:role/a"));
    Path missing = directory.resolve("missing");
    assertThat(problem(good, missing))
        .isEqualTo(new SnapshotProblem(missing, "", "no such file or directory"));
  }

  @Test
  void namesTheDirectoryWithoutFiles() {
    folder.write("notes.txt", "hello");
    assertThat(problem(directory))
        .isEqualTo(new SnapshotProblem(directory, "", "no snapshot files in it"));
  }

  @Test
  void namesTheDirectoryWhoseFilesAreSomethingElse() {
    folder.write("event.json", "{\"eventName\": \"AssumeRole\"}");
    assertThat(problem(directory).file()).isEqualTo(directory);
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    Path file = folder.write("111111111111.json", "{\"RoleDetailList\": [");
    assertThat(problem(file).file()).isEqualTo(file);
    assertThat(problem(file).where()).isEqualTo("line 1, column 21");
    assertThat(problem(file).what()).startsWith("invalid JSON: it ends too early");
  }

  @Test
  void isContentWithAnOrganizationOrChangesAlone() {
    Path organization =
        folder.write(
            "organization.json",
            "{\"organizations\": [{\"id\": \"o-a\", \"managementAccountId\": \"111111111111\","
                + " \"accounts\": []}]}");
    Path changes = folder.write("changes.ndjson", "");
    assertThat(Folder.open(organization).problems()).isEmpty();
    assertThat(Folder.open(changes).problems()).isEmpty();
  }

  @Test
  void isNotContentWithBrokenOnes() {
    assertThat(problem(folder.write("organization.json", "{")).what())
        .startsWith("invalid JSON: it ends too early");
    assertThat(problem(folder.write("changes.ndjson", "{")).where()).isEqualTo("line 1");
  }

  @Test
  void followsLinksAndSurvivesLoops() throws Exception {
    folder.roles("real/111111111111.json", role("arn:aws:iam::111111111111:role/a"));
    Files.createSymbolicLink(directory.resolve("linked"), directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("real/loop"), directory);
    assertThat(Folder.open(directory.resolve("linked")).evidence().roles().rolesNamed("a"))
        .hasSize(1);
  }
}
