package dev.rolecall.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.RoleArn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairsWriterTest {

  private static final RoleArn ROLE =
      RoleArn.parse("arn:aws:iam::222222222222:role/app-deploy").orElseThrow();

  /// What strangers may call a tag or put into one.
  private static final List<String> TEXTS =
      List.of(
          "a",
          "true",
          "null",
          "~",
          "0x1F",
          "1_000",
          "12:30:00",
          "2026-11-26",
          "- a",
          "a: b",
          "a #b",
          "*alias",
          "&anchor",
          "!tag",
          "%directive",
          "{varies: true}",
          "'",
          "\"",
          "\\",
          " a ",
          "line\nbreak: x",
          "\ttab",
          "\u001b[31mred",
          "\u0085next",
          "\u2028line",
          "\u202eright",
          "\ufeffmark",
          "🟠 emoji",
          "---",
          "\udb40\udc01tag",
          "\ue000private",
          "x".repeat(300) + " " + "y".repeat(300));

  private static AccessPair pair(Map<String, RequestValue> context, long count) {
    return new AccessPair(
        "lambda.amazonaws.com",
        ROLE,
        new TreeMap<>(context),
        AccessPair.Expectation.ALLOWED,
        Optional.of(new AccessPair.Seen(count, Optional.of(Instant.ofEpochSecond(count)))));
  }

  private static List<AccessPair> read(String written) {
    PairsReading reading = PairsReader.read(written.getBytes(StandardCharsets.UTF_8));
    assertThat(reading).as(written).isInstanceOf(PairsReading.Read.class);
    return ((PairsReading.Read) reading).pairs();
  }

  @Test
  void whatIsWrittenIsReadTheSame() {
    Random random = new Random(1);
    List<AccessPair> pairs = new ArrayList<>();
    for (String text : TEXTS) {
      SortedMap<String, RequestValue> context = new TreeMap<>();
      context.put("aws:RequestTag/" + text, RequestValue.value(text));
      context.put(
          "aws:TagKeys", new RequestValue.Values(List.of(text, TEXTS.get(random.nextInt(5)))));
      context.put("sts:SourceIdentity", new RequestValue.Varying());
      pairs.add(pair(context, 1 + random.nextInt(1_000)));
    }
    assertThat(read(PairsWriter.write(pairs, true))).isEqualTo(pairs);
  }

  @Test
  void theFileBeginsWithWhatItIs() {
    assertThat(PairsWriter.write(List.of(), false))
        .startsWith("# Callers and the roles they assume, for `rolecall check --pairs FILE`.\n")
        .endsWith("pairs: []\n");
  }

  @Test
  void externalIdsAreMaskedAndPairsThatNoLongerDifferAreOne() {
    List<AccessPair> pairs =
        List.of(
            pair(Map.of("sts:ExternalId", RequestValue.value("acme-secret-1")), 3),
            pair(Map.of("sts:ExternalId", RequestValue.value("acme-secret-2")), 4));
    String masked = PairsWriter.write(pairs, false);
    assertThat(masked).doesNotContain("secret");
    AccessPair last =
        pair(Map.of("sts:ExternalId", new RequestValue.Masked("ac…(13 characters)")), 4);
    AccessPair.Seen both = new AccessPair.Seen(7, Optional.of(Instant.ofEpochSecond(4)));
    assertThat(read(masked)).containsExactly(last.with(last.context(), Optional.of(both)));
    assertThat(PairsWriter.write(pairs, true)).contains("acme-secret-1", "acme-secret-2");
  }

  @Test
  void keysThatSomebodyPutIntoATagAreNeverWritten() {
    String written =
        PairsWriter.write(
            List.of(
                pair(Map.of("aws:RequestTag/key", RequestValue.value("AKIAIOSFODNN7EXAMPLE")), 1)),
            true);
    assertThat(written).doesNotContain("IOSFODNN7").contains("masked");
  }
}
