package dev.rolecall.evidence.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.index.IndexSummary;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Reads a whole organization and puts an entry for each of its accounts on a shelf.
public final class IndexCapture {

  /// What came of it.
  public sealed interface Outcome {
    /// The index is up to date.
    ///
    /// @param written how many entries had changed
    /// @param gaps what could not be read, for which the index is of no use
    record Done(int accounts, int written, List<Gap> gaps) implements Outcome {
      public Done {
        gaps = List.copyOf(gaps);
      }
    }

    /// The account belongs to no organization.
    record NoOrganization() implements Outcome {}

    /// The organization could not be read; the index stays as it was.
    record Unread(Gap gap) implements Outcome {}
  }

  /// Entries are kept while they do not change. One that expires is put anew by the next capture.
  private static final Duration KEPT = Duration.ofDays(30);

  private static final int AT_ONCE = 16;

  private final AccountAccess access;
  private final AwsApis apis;
  private final OrganizationIndexStore shelf;
  private final InstantSource clock;

  /// @param access whose home is the account that is asked for its organization
  public IndexCapture(
      AccountAccess access, AwsApis apis, OrganizationIndexStore shelf, InstantSource clock) {
    this.access = access;
    this.apis = apis;
    this.shelf = shelf;
    this.clock = clock;
  }

  /// Brings the index up to date.
  ///
  /// @throws OrganizationShelf.StoreFailure when an entry could not be kept
  public Outcome run() {
    Instant start = clock.instant();
    OrganizationCapture capture = new OrganizationCapture(access, apis, (_, _, _) -> {});
    return switch (capture.read()) {
      case OrganizationCapture.Result.None _ -> new Outcome.NoOrganization();
      case OrganizationCapture.Result.Unread(Gap gap) -> new Outcome.Unread(gap);
      case OrganizationCapture.Result.Read(
              OrganizationTree tree,
              OrganizationJson.Levels levels) -> {
        int written = write(tree, levels, start.plus(KEPT));
        Set<AccountId> accounts =
            tree.members().stream()
                .map(OrganizationTree.Member::account)
                .collect(Collectors.toUnmodifiableSet());
        shelf.put(IndexSummary.NAME, new IndexSummary(start, accounts).write(), start.plus(KEPT));
        yield new Outcome.Done(accounts.size(), written, capture.gaps());
      }
    };
  }

  private int write(OrganizationTree tree, OrganizationJson.Levels levels, Instant expires) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<CompletableFuture<Boolean>> all = new ArrayList<>();
      for (OrganizationTree.Member member : tree.members()) {
        byte[] entry = entry(tree, member, levels);
        String name = IndexSummary.entry(member.account());
        all.add(CompletableFuture.supplyAsync(() -> put(name, entry, expires), threads));
      }
      return (int) all.stream().filter(CompletableFuture::join).count();
    } catch (CompletionException e) {
      if (e.getCause() instanceof OrganizationIndexStore.StoreFailure failure) {
        throw failure;
      }
      throw e;
    }
  }

  /// Whether it had changed: reading costs a fraction of writing.
  private boolean put(String name, byte[] entry, Instant expires) {
    if (shelf.get(name).filter(kept -> Arrays.equals(kept, entry)).isPresent()) {
      return false;
    }
    shelf.put(name, entry, expires);
    return true;
  }

  private static byte[] entry(
      OrganizationTree tree, OrganizationTree.Member member, OrganizationJson.Levels levels) {
    OrganizationTree one =
        new OrganizationTree(tree.id(), tree.managementAccount(), tree.enabled(), List.of(member));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = SdkJson.FACTORY.createGenerator(new GZIPOutputStream(bytes))) {
      OrganizationJson.write(one, levels, json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return bytes.toByteArray();
  }
}
