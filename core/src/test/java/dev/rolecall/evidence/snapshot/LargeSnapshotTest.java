package dev.rolecall.evidence.snapshot;

import static dev.rolecall.evidence.snapshot.Folder.account;
import static dev.rolecall.evidence.snapshot.Folder.found;
import static dev.rolecall.evidence.snapshot.Folder.gap;
import static dev.rolecall.evidence.snapshot.Folder.role;
import static dev.rolecall.evidence.snapshot.Folder.roleArn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class LargeSnapshotTest {

  private static final int ACCOUNTS = 4000;

  @TempDir private Path directory;
  private Folder folder;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicLong read = new AtomicLong();

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
  }

  private InputStream open(Path path) throws IOException {
    opened.incrementAndGet();
    return new FilterInputStream(Files.newInputStream(path)) {
      @Override
      public int read(byte[] bytes, int from, int most) throws IOException {
        int count = super.read(bytes, from, most);
        read.addAndGet(Math.max(count, 0));
        return count;
      }
    };
  }

  private static String id(int number) {
    return "%012d".formatted(100000000000L + number);
  }

  private static String arn(int number) {
    return "arn:aws:iam::" + id(number) + ":role/deploy";
  }

  private Roles world(String nameFormat) {
    for (int i = 0; i < ACCOUNTS; i++) {
      folder.roles(nameFormat.formatted(id(i), i), role(arn(i)));
    }
    return Folder.open(this::open, directory).evidence().roles();
  }

  @Test
  void opensOnlyTheFileThatTheNameTells() {
    Roles roles = world("%s.json");
    assertThat(found(roles.role(roleArn(arn(1234)))).arn()).isEqualTo(roleArn(arn(1234)));
    assertThat(roles.rolesNamed("deploy")).containsExactly(roleArn(arn(1234)));
    assertThat(GapSentence.why(gap(roles.rolesOf(account("999999999999"))))).startsWith("no file");
    assertThat(opened).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void looksIntoFilesWhoseNamesDoNotTellOnceEach() {
    Roles roles = world("account-%2$d.json");
    assertThat(opened).hasValueLessThanOrEqualTo(1);
    assertThat(found(roles.rolesOf(account(id(7))))).hasSize(1);
    assertThat(found(roles.rolesOf(account(id(8))))).hasSize(1);
    assertThat(GapSentence.why(gap(roles.rolesOf(account("999999999999"))))).startsWith("no file");
    assertThat(opened).hasValue(ACCOUNTS + 2);
  }

  @Test
  void doesNotBelieveNamesOnceOneLied() {
    Roles roles = world("2026%2$08d-export.json");
    assertThat(found(roles.rolesOf(account(id(7))))).hasSize(1);
  }

  @Test
  void looksNoFurtherThanToTheFirstArn() {
    String roles =
        String.join(",", IntStream.range(0, 20000).mapToObj(i -> role(arn(1) + i)).toList());
    Path file = folder.roles("prod.json", roles);
    Folder.open(this::open, directory);
    assertThat(opened).hasValue(1);
    assertThat(read.get()).isLessThan(20000).isLessThan(file.toFile().length() / 100);
  }

  @Test
  void readsEachFileOnceHoweverManyThreadsAsk() throws Exception {
    for (int i = 0; i < 60; i++) {
      folder.roles(id(i) + ".json", role(arn(i)));
    }
    Roles roles = Folder.open(this::open, directory).evidence().roles();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<RoleFacts>> asked =
          IntStream.range(0, 600)
              .mapToObj(i -> threads.submit(() -> found(roles.role(roleArn(arn(i % 60))))))
              .toList();
      for (int i = 0; i < asked.size(); i++) {
        assertThat(asked.get(i).get().arn()).isEqualTo(roleArn(arn(i % 60)));
      }
    }
    assertThat(opened).hasValueLessThanOrEqualTo(61);
    assertThat(roles.rolesNamed("deploy")).hasSize(60);
  }
}
