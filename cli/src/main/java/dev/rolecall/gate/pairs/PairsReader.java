package dev.rolecall.gate.pairs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.rolecall.denial.RoleArn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;

/// Reads pairs files, strictly: what is not known is wrong, and named with its line. A file in YAML
/// or JSON:
///
/// ```yaml
/// pairs:
///   - caller: arn:aws:iam::111111111111:role/ci/deployer
///     role: arn:aws:iam::222222222222:role/app-deploy
///     context:
///       sts:ExternalId: acme-1
///       aws:TagKeys: [team, stage]
///       aws:RequestTag/commit: {varies: true}
///     expect: allowed
///     seen: {count: 412, last: "2026-11-26T10:00:00Z"}
/// ```
///
/// Aliases are refused: nothing here is worth saying twice, and they can make a small file huge.
public final class PairsReader {

  /// Bytes of a file; more than any 100,000 pairs take.
  static final int LARGEST = 64 << 20;

  private static final int LONGEST_PROBLEM = 200;
  private static final int DEEPEST = 20;

  private static final JsonFactory JSON = new JsonFactory();
  private static final YAMLFactory YAML =
      YAMLFactory.builder().loaderOptions(loaderOptions()).build();

  private final StrictTokens tokens;

  private PairsReader(StrictTokens tokens) {
    this.tokens = tokens;
  }

  private static LoaderOptions loaderOptions() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setNestingDepthLimit(DEEPEST);
    return options;
  }

  /// Reads the bytes of a file.
  public static PairsReading read(byte[] file) {
    if (file.length > LARGEST) {
      return new PairsReading.Unreadable("larger than " + (LARGEST >> 20) + " MiB");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException _) {
      return new PairsReading.Unreadable("not UTF-8");
    }
    boolean json = text.stripLeading().startsWith("{");
    try (JsonParser parser = (json ? JSON : YAML).createParser(text)) {
      return new PairsReading.Read(new PairsReader(new StrictTokens(parser)).file());
    } catch (StrictTokens.Wrong wrong) {
      return new PairsReading.Unreadable(String.valueOf(wrong.getMessage()));
    } catch (JsonProcessingException e) {
      return new PairsReading.Unreadable(malformed(json ? "JSON" : "YAML", e));
    } catch (IOException e) {
      return new PairsReading.Unreadable("not readable: " + e.getMessage());
    }
  }

  private static String malformed(String language, JsonProcessingException e) {
    String problem = e.getOriginalMessage().lines().findFirst().orElse("");
    String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    return line
        + "not valid "
        + language
        + ": "
        + problem.substring(0, Math.min(LONGEST_PROBLEM, problem.length()));
  }

  private List<AccessPair> file() throws IOException {
    if (tokens.parser().nextToken() != JsonToken.START_OBJECT) {
      throw tokens.wrong("", "no `pairs`");
    }
    Optional<List<AccessPair>> pairs = Optional.empty();
    StrictTokens.Keys keys = tokens.new Keys("");
    while (keys.hasNext()) {
      if (!keys.name().equals("pairs")) {
        throw keys.unknown();
      }
      pairs = Optional.of(pairs());
    }
    if (pairs.isEmpty()) {
      throw tokens.wrong("", "no `pairs`");
    }
    if (tokens.parser().nextToken() != null) {
      throw tokens.wrong("", "more than one document");
    }
    return pairs.get();
  }

  private List<AccessPair> pairs() throws IOException {
    tokens.expect(JsonToken.START_ARRAY, "pairs", "not a list");
    List<AccessPair> pairs = new ArrayList<>();
    while (tokens.next() != JsonToken.END_ARRAY) {
      pairs.add(pair("pairs[" + pairs.size() + "]"));
    }
    return pairs;
  }

  private AccessPair pair(String path) throws IOException {
    tokens.expect(JsonToken.START_OBJECT, path, "not an object");
    int line = tokens.line();
    Optional<String> caller = Optional.empty();
    Optional<RoleArn> role = Optional.empty();
    SortedMap<String, RequestValue> context = new TreeMap<>();
    AccessPair.Expectation expect = AccessPair.Expectation.ALLOWED;
    Optional<AccessPair.Seen> seen = Optional.empty();
    StrictTokens.Keys keys = tokens.new Keys(path);
    while (keys.hasNext()) {
      switch (keys.name()) {
        case "caller" -> caller = Optional.of(tokens.text(keys.where()));
        case "role" -> role = Optional.of(role(keys.where()));
        case "context" -> context = context(keys.where());
        case "expect" -> expect = expectation(keys.where());
        case "seen" -> seen = Optional.of(seen(keys.where()));
        default -> throw keys.unknown();
      }
    }
    if (caller.isEmpty()) {
      throw new StrictTokens.Wrong(line, path, "no `caller`");
    }
    if (role.isEmpty()) {
      throw new StrictTokens.Wrong(line, path, "no `role`");
    }
    AccessPair accessPair = new AccessPair(caller.get(), role.get(), context, expect, seen);
    try {
      accessPair.call(Instant.EPOCH);
    } catch (IllegalArgumentException e) {
      throw new StrictTokens.Wrong(
          line, path + ".caller", "`" + caller.get() + "` " + e.getMessage());
    }
    return accessPair;
  }

  private RoleArn role(String where) throws IOException {
    String text = tokens.text(where);
    return RoleArn.parse(text)
        .orElseThrow(() -> tokens.wrong(where, "`" + text + "` is no ARN of a role"));
  }

  private AccessPair.Expectation expectation(String where) throws IOException {
    return switch (tokens.text(where)) {
      case "allowed" -> AccessPair.Expectation.ALLOWED;
      case "denied" -> AccessPair.Expectation.DENIED;
      default -> throw tokens.wrong(where, "neither `allowed` nor `denied`");
    };
  }

  private SortedMap<String, RequestValue> context(String path) throws IOException {
    tokens.expect(JsonToken.START_OBJECT, path, "not an object");
    SortedMap<String, RequestValue> context = new TreeMap<>();
    StrictTokens.Keys keys = tokens.new Keys(path);
    while (keys.hasNext()) {
      if (keys.name().isEmpty()) {
        throw tokens.wrong(path, "an empty key");
      }
      context.put(keys.name(), sent(keys.where()));
    }
    return context;
  }

  private RequestValue sent(String where) throws IOException {
    return switch (tokens.current()) {
      case START_ARRAY -> new RequestValue.Values(list(where));
      case START_OBJECT -> unsaid(where);
      default -> RequestValue.value(tokens.scalar(where));
    };
  }

  private List<String> list(String where) throws IOException {
    List<String> values = new ArrayList<>();
    while (tokens.next() != JsonToken.END_ARRAY) {
      values.add(tokens.scalar(where + "[" + values.size() + "]"));
    }
    if (values.isEmpty()) {
      throw tokens.wrong(where, "an empty list");
    }
    return values;
  }

  private RequestValue unsaid(String path) throws IOException {
    Optional<RequestValue> sent = Optional.empty();
    StrictTokens.Keys keys = tokens.new Keys(path);
    while (keys.hasNext()) {
      sent =
          Optional.of(
              switch (keys.name()) {
                case "masked" -> new RequestValue.Masked(tokens.text(keys.where()));
                case "varies" -> varying(keys.where());
                default -> throw keys.unknown();
              });
    }
    return sent.orElseThrow(() -> tokens.wrong(path, "neither `masked` nor `varies`"));
  }

  private RequestValue varying(String where) throws IOException {
    tokens.expect(JsonToken.VALUE_TRUE, where, "can only be `true`");
    return new RequestValue.Varying();
  }

  private AccessPair.Seen seen(String path) throws IOException {
    tokens.expect(JsonToken.START_OBJECT, path, "not an object");
    long count = 0;
    Optional<Instant> last = Optional.empty();
    StrictTokens.Keys keys = tokens.new Keys(path);
    while (keys.hasNext()) {
      switch (keys.name()) {
        case "count" -> count = count(keys.where());
        case "last" -> last = Optional.of(time(keys.where()));
        default -> throw keys.unknown();
      }
    }
    return new AccessPair.Seen(count, last);
  }

  private long count(String where) throws IOException {
    tokens.expect(JsonToken.VALUE_NUMBER_INT, where, "not a whole number");
    if (tokens.parser().getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || tokens.parser().getLongValue() < 0) {
      throw tokens.wrong(where, "not a count");
    }
    return tokens.parser().getLongValue();
  }

  private Instant time(String where) throws IOException {
    try {
      return Instant.parse(tokens.text(where));
    } catch (DateTimeException _) {
      throw tokens.wrong(where, "not a time in ISO 8601");
    }
  }
}
