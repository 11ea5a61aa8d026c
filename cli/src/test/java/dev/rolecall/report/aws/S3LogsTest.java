package dev.rolecall.report.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.report.Period;
import dev.rolecall.report.reading.EventSourceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Against a server that speaks S3's protocol.
@Slow
@ResourceLock(Moto.SERVER)
class S3LogsTest {

  private static final String TRAIL = "AWSLogs/o-abc123/111111111111/CloudTrail/eu-west-1/";

  private S3Client s3;

  @BeforeEach
  void bucket() {
    Moto moto = Moto.empty();
    s3 =
        S3Logs.client(
            AwsClients.create(Region.US_EAST_1, Optional.of(moto.endpoint())), moto.home());
    s3.createBucket(bucket -> bucket.bucket("trail"));
  }

  private void put(String key) {
    s3.putObject(object -> object.bucket("trail").key(key), RequestBody.fromString("in " + key));
  }

  private static Period period(String from, String to) {
    return new Period(Optional.of(Instant.parse(from)), Optional.of(Instant.parse(to)));
  }

  private S3Logs find(String address, Period period) throws IOException {
    return S3Logs.find(s3, S3Address.parse(address).orElseThrow(), period);
  }

  private static List<String> names(S3Logs logs) {
    List<String> names = new ArrayList<>();
    for (Iterator<EventSourceId> origins = logs.origins(); origins.hasNext(); ) {
      names.add(origins.next().source().name().replace("s3://trail/", ""));
    }
    return names;
  }

  @Test
  void onlyLogFilesOfThePeriodAreFound() throws IOException {
    put(TRAIL + "2026/10/31/a.json.gz");
    put(TRAIL + "2026/11/01/b.json.gz");
    put(TRAIL + "2026/11/02/c.json.gz");
    put(TRAIL + "2026/11/09/d.json.gz");
    put("AWSLogs/o-abc123/111111111111/CloudTrail-Digest/eu-west-1/2026/11/01/e.json.gz");
    put("AWSLogs/o-abc123/111111111111/Config/eu-west-1/2026/11/1/f.json.gz");
    put("AWSLogs/222222222222/CloudTrail/us-east-1/2026/11/01/g.json.gz");
    put("elsewhere/2026/11/01/h.json.gz");
    Period two = period("2026-11-01T00:00:00Z", "2026-11-01T12:00:00Z");
    S3Logs logs = find("s3://trail", two);
    assertThat(names(logs))
        .containsExactly(
            "AWSLogs/222222222222/CloudTrail/us-east-1/2026/11/01/g.json.gz",
            TRAIL + "2026/11/01/b.json.gz",
            TRAIL + "2026/11/02/c.json.gz");
    assertThat(logs.size().files()).isEqualTo(3);
    assertThat(names(find("s3://trail/" + TRAIL, two)))
        .containsExactly(TRAIL + "2026/11/01/b.json.gz", TRAIL + "2026/11/02/c.json.gz");
    assertThat(names(find("s3://trail/elsewhere", two)))
        .containsExactly("elsewhere/2026/11/01/h.json.gz");
  }

  @Test
  void aFolderOfOnesOwnIsTakenAsItIs() throws IOException {
    put("copies/a.json");
    put("copies/deep/er/b.ndjson");
    put("copies/readme.txt");
    assertThat(names(find("s3://trail/copies/", Period.ALWAYS)))
        .containsExactly("copies/a.json", "copies/deep/er/b.ndjson");
  }

  @Test
  void moreFilesThanOnePageOfAListingAreFound() throws IOException {
    for (int i = 0; i < 1_005; i++) {
      put("many/%04d.json".formatted(i));
    }
    S3Logs logs = find("s3://trail/many", Period.ALWAYS);
    assertThat(logs.size().files()).isEqualTo(1_005);
    assertThat(names(logs)).hasSize(1_005).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aFileIsReadWhenItsTurnComesAndIsKnownByItsContent() throws IOException {
    put("copies/a.json");
    EventSourceId first = find("s3://trail/copies", Period.ALWAYS).origins().next();
    assertThat(read(first)).isEqualTo("in copies/a.json");
    s3.putObject(
        object -> object.bucket("trail").key("copies/a.json"), RequestBody.fromString("other"));
    EventSourceId second = find("s3://trail/copies", Period.ALWAYS).origins().next();
    assertThat(second.identity()).isPresent().isNotEqualTo(first.identity());
    s3.deleteObject(object -> object.bucket("trail").key("copies/a.json"));
    assertThatThrownBy(() -> read(second))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3:GetObject failed with NoSuchKey");
  }

  private static String read(EventSourceId eventSourceId) throws IOException {
    EventSource.Supplied source = (EventSource.Supplied) eventSourceId.source();
    try (InputStream in = source.opener().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aBucketThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> find("s3://no-such-bucket-here", Period.ALWAYS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3:ListBucket failed with NoSuchBucket");
  }
}
