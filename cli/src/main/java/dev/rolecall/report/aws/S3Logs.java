package dev.rolecall.report.aws;

import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.report.Period;
import dev.rolecall.report.reading.EventSourceId;
import dev.rolecall.report.wording.SourceWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Log files in a bucket.
///
/// A bucket may hold millions: they are counted first, many folders at a time, and listed once more
/// while they are read.
public final class S3Logs {

  private static final int AT_ONCE = 16;

  /// Larger files are not read into memory before they are understood.
  private static final long LARGE = 64 << 20;

  /// What there is.
  ///
  /// @param bytes as they are stored
  public record Size(long files, long bytes) {
    private static final Size NOTHING = new Size(0, 0);

    Size plus(Size other) {
      return new Size(files + other.files, bytes + other.bytes);
    }
  }

  private final S3Client s3;
  private final S3Address address;
  private final Period period;
  private final List<String> prefixes;
  private final Size size;

  private S3Logs(S3Client s3, S3Address address, Period period, List<String> prefixes, Size size) {
    this.s3 = s3;
    this.address = address;
    this.period = period;
    this.prefixes = List.copyOf(prefixes);
    this.size = size;
  }

  /// A client of S3 that finds out where each bucket is.
  public static S3Client client(AwsClients clients, AwsCredentialsProvider credentials) {
    return clients.client(
        S3Client.class,
        () ->
            S3Client.builder().crossRegionAccessEnabled(true).forcePathStyle(clients.hasEndpoint()),
        credentials,
        clients.region());
  }

  /// Finds the log files of the period.
  ///
  /// @throws IOException when S3 does not let them be listed; the message says why
  public static S3Logs find(S3Client s3, S3Address address, Period period) throws IOException {
    S3Logs nothing = new S3Logs(s3, address, period, List.of(), Size.NOTHING);
    List<String> leaves = nothing.leaves();
    Size size = eachOf(leaves, nothing::measure).stream().reduce(Size.NOTHING, Size::plus);
    return new S3Logs(s3, address, period, leaves, size);
  }

  /// What there is.
  public Size size() {
    return size;
  }

  /// The files, folder by folder and in each by day; listed as they are asked for. A folder that
  /// cannot be listed any more is an unusable source.
  public Iterator<EventSourceId> origins() {
    return Spliterators.iterator(new Files());
  }

  /// The folders that hold the files, as far down as regions.
  private List<String> leaves() throws IOException {
    List<String> leaves = new ArrayList<>();
    List<String> above = List.of(address.prefix());
    while (!above.isEmpty()) {
      List<String> below = new ArrayList<>();
      for (List<String> folders : eachOf(above, this::below)) {
        folders.forEach(folder -> (LogFolder.isAbove(folder) ? below : leaves).add(folder));
      }
      above = below;
    }
    return leaves;
  }

  /// The folders to look into in place of `prefix`; itself, when it is none of CloudTrail's.
  private List<String> below(String prefix) {
    if (!LogFolder.isAbove(prefix)) {
      String top = prefix + LogFolder.TOP_NAME;
      boolean there = s3.listObjectsV2(listing(top).maxKeys(1).build()).keyCount() > 0;
      return List.of(there ? top : prefix);
    }
    return s3
        .listObjectsV2Paginator(listing(prefix).delimiter("/").build())
        .commonPrefixes()
        .stream()
        .map(CommonPrefix::prefix)
        .filter(folder -> LogFolder.mayHold(prefix, folder))
        .toList();
  }

  private Size measure(String prefix) {
    return files(prefix).map(file -> new Size(1, file.size())).reduce(Size.NOTHING, Size::plus);
  }

  private Stream<S3Object> files(String prefix) {
    ListObjectsV2Request.Builder listing = listing(prefix);
    LogFolder.begin(prefix, period).ifPresent(listing::startAfter);
    return s3.listObjectsV2Paginator(listing.build()).contents().stream()
        .takeWhile(file -> !LogFolder.isPast(prefix, file.key(), period))
        .filter(
            file ->
                EventSources.isEventFile(file.key())
                    && !LogFolder.isBeside(file.key())
                    && LogFolder.isOf(file.key(), period));
  }

  private EventSourceId origin(S3Object file) {
    String name = "s3://" + address.bucket() + "/" + file.key();
    return new EventSourceId(
        new EventSource.Supplied(name, () -> open(file)),
        Optional.of(name + "?etag=" + file.eTag()),
        file.size());
  }

  private InputStream open(S3Object file) throws IOException {
    GetObjectRequest get =
        GetObjectRequest.builder().bucket(address.bucket()).key(file.key()).build();
    try {
      return file.size() > LARGE
          ? s3.getObject(get)
          : new ByteArrayInputStream(
              s3.getObject(get, ResponseTransformer.toBytes()).asByteArrayUnsafe());
    } catch (SdkException e) {
      throw new IOException(GapSentence.why(AwsErrors.reason("s3:GetObject", e)), e);
    }
  }

  private EventSourceId unusable(String prefix, SdkException e) {
    return EventSourceId.of(
        new EventSource.Unusable(
            "s3://" + address.bucket() + "/" + prefix,
            SourceWords.restUnreadable(GapSentence.why(AwsErrors.reason("s3:ListBucket", e)))));
  }

  private ListObjectsV2Request.Builder listing(String prefix) {
    return ListObjectsV2Request.builder().bucket(address.bucket()).prefix(prefix);
  }

  /// Several folders at a time; the answers come in the order of the folders.
  private static <T> List<T> eachOf(List<String> prefixes, Function<String, T> ask)
      throws IOException {
    try {
      return prefixes.stream().gather(Gatherers.mapConcurrent(AT_ONCE, ask)).toList();
    } catch (SdkException e) {
      throw new IOException(GapSentence.why(AwsErrors.reason("s3:ListBucket", e)), e);
    }
  }

  /// The files of one folder after the other.
  private final class Files extends Spliterators.AbstractSpliterator<EventSourceId> {

    private final Iterator<String> rest = prefixes.iterator();
    private String prefix = "";
    private Iterator<S3Object> files = Collections.emptyIterator();

    Files() {
      super(Long.MAX_VALUE, ORDERED);
    }

    @Override
    public boolean tryAdvance(Consumer<? super EventSourceId> reader) {
      try {
        while (!files.hasNext()) {
          if (!rest.hasNext()) {
            return false;
          }
          prefix = rest.next();
          files = files(prefix).iterator();
        }
        reader.accept(origin(files.next()));
      } catch (SdkException e) {
        files = Collections.emptyIterator();
        reader.accept(unusable(prefix, e));
      }
      return true;
    }
  }
}
