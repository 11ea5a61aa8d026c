package dev.rolecall.gate;

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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

  private final JsonParser parser;

  private PairsReader(JsonParser parser) {
    this.parser = parser;
  }

  private static LoaderOptions loaderOptions() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setNestingDepthLimit(DEEPEST);
    return options;
  }

  /// Something that is not as it should be.
  private static final class Wrong extends IOException {
    private static final long serialVersionUID = 1L;

    Wrong(int line, String where, String what) {
      super("line " + line + ": " + (where.isEmpty() ? "" : where + ": ") + what);
    }
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
      return new PairsReading.Read(new PairsReader(parser).file());
    } catch (Wrong wrong) {
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

  private Wrong wrong(String where, String what) {
    return new Wrong(parser.currentTokenLocation().getLineNr(), where, what);
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw wrong("", "it ends too early");
    }
    if (parser.currentToken() == JsonToken.VALUE_STRING && isAlias()) {
      throw wrong("", "an alias (`*" + parser.getText() + "`); write it out");
    }
    return token;
  }

  private boolean isAlias() {
    return parser instanceof com.fasterxml.jackson.dataformat.yaml.YAMLParser yaml
        && yaml.isCurrentAlias();
  }

  private List<Pair> file() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong("", "no `pairs`");
    }
    Optional<List<Pair>> pairs = Optional.empty();
    Keys keys = new Keys("");
    while (keys.hasNext()) {
      if (!keys.name().equals("pairs")) {
        throw keys.unknown();
      }
      pairs = Optional.of(pairs());
    }
    if (pairs.isEmpty()) {
      throw wrong("", "no `pairs`");
    }
    if (parser.nextToken() != null) {
      throw wrong("", "more than one document");
    }
    return pairs.get();
  }

  /// The keys of an object, none of them twice.
  private final class Keys {
    private final String path;
    private final Set<String> met = new HashSet<>();
    private String name = "";

    Keys(String path) {
      this.path = path;
    }

    /// Goes to the value of the next key.
    boolean hasNext() throws IOException {
      if (next() == JsonToken.END_OBJECT) {
        return false;
      }
      name = parser.currentName();
      if (!met.add(name.toLowerCase(Locale.ROOT))) {
        throw wrong(where(), "stands twice");
      }
      next();
      return true;
    }

    String name() {
      return name;
    }

    String where() {
      return path.isEmpty() ? name : path + "." + name;
    }

    Wrong unknown() {
      return wrong(where(), "unknown key");
    }
  }

  private List<Pair> pairs() throws IOException {
    expect(JsonToken.START_ARRAY, "pairs", "not a list");
    List<Pair> pairs = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      pairs.add(pair("pairs[" + pairs.size() + "]"));
    }
    return pairs;
  }

  private Pair pair(String path) throws IOException {
    expect(JsonToken.START_OBJECT, path, "not an object");
    int line = parser.currentTokenLocation().getLineNr();
    Optional<String> caller = Optional.empty();
    Optional<RoleArn> role = Optional.empty();
    SortedMap<String, Sent> context = new TreeMap<>();
    Pair.Expectation expect = Pair.Expectation.ALLOWED;
    Optional<Pair.Seen> seen = Optional.empty();
    Keys keys = new Keys(path);
    while (keys.hasNext()) {
      switch (keys.name()) {
        case "caller" -> caller = Optional.of(text(keys.where()));
        case "role" -> role = Optional.of(role(keys.where()));
        case "context" -> context = context(keys.where());
        case "expect" -> expect = expectation(keys.where());
        case "seen" -> seen = Optional.of(seen(keys.where()));
        default -> throw keys.unknown();
      }
    }
    if (caller.isEmpty()) {
      throw new Wrong(line, path, "no `caller`");
    }
    if (role.isEmpty()) {
      throw new Wrong(line, path, "no `role`");
    }
    Pair pair = new Pair(caller.get(), role.get(), context, expect, seen);
    try {
      pair.call(Instant.EPOCH);
    } catch (IllegalArgumentException e) {
      throw new Wrong(line, path + ".caller", "`" + caller.get() + "` " + e.getMessage());
    }
    return pair;
  }

  private RoleArn role(String where) throws IOException {
    String text = text(where);
    return RoleArn.parse(text)
        .orElseThrow(() -> wrong(where, "`" + text + "` is no ARN of a role"));
  }

  private Pair.Expectation expectation(String where) throws IOException {
    return switch (text(where)) {
      case "allowed" -> Pair.Expectation.ALLOWED;
      case "denied" -> Pair.Expectation.DENIED;
      default -> throw wrong(where, "neither `allowed` nor `denied`");
    };
  }

  private SortedMap<String, Sent> context(String path) throws IOException {
    expect(JsonToken.START_OBJECT, path, "not an object");
    SortedMap<String, Sent> context = new TreeMap<>();
    Keys keys = new Keys(path);
    while (keys.hasNext()) {
      if (keys.name().isEmpty()) {
        throw wrong(path, "an empty key");
      }
      context.put(keys.name(), sent(keys.where()));
    }
    return context;
  }

  private Sent sent(String where) throws IOException {
    return switch (parser.currentToken()) {
      case START_ARRAY -> new Sent.Values(list(where));
      case START_OBJECT -> unsaid(where);
      default -> Sent.value(scalar(where));
    };
  }

  private List<String> list(String where) throws IOException {
    List<String> values = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      values.add(scalar(where + "[" + values.size() + "]"));
    }
    if (values.isEmpty()) {
      throw wrong(where, "an empty list");
    }
    return values;
  }

  private Sent unsaid(String path) throws IOException {
    Optional<Sent> sent = Optional.empty();
    Keys keys = new Keys(path);
    while (keys.hasNext()) {
      sent =
          Optional.of(
              switch (keys.name()) {
                case "masked" -> new Sent.Masked(text(keys.where()));
                case "varies" -> varying(keys.where());
                default -> throw keys.unknown();
              });
    }
    return sent.orElseThrow(() -> wrong(path, "neither `masked` nor `varies`"));
  }

  private Sent varying(String where) throws IOException {
    expect(JsonToken.VALUE_TRUE, where, "can only be `true`");
    return new Sent.Varying();
  }

  private Pair.Seen seen(String path) throws IOException {
    expect(JsonToken.START_OBJECT, path, "not an object");
    long count = 0;
    Optional<Instant> last = Optional.empty();
    Keys keys = new Keys(path);
    while (keys.hasNext()) {
      switch (keys.name()) {
        case "count" -> count = count(keys.where());
        case "last" -> last = Optional.of(time(keys.where()));
        default -> throw keys.unknown();
      }
    }
    return new Pair.Seen(count, last);
  }

  private long count(String where) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, where, "not a whole number");
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
      throw wrong(where, "not a count");
    }
    return parser.getLongValue();
  }

  private Instant time(String where) throws IOException {
    try {
      return Instant.parse(text(where));
    } catch (DateTimeException _) {
      throw wrong(where, "not a time in ISO 8601");
    }
  }

  /// A text, or what is written without quotes and looks like a number or a boolean.
  private String scalar(String where) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          parser.getText();
      case null, default -> throw wrong(where, "not a text");
    };
  }

  private String text(String where) throws IOException {
    expect(JsonToken.VALUE_STRING, where, "not a text");
    return parser.getText();
  }

  private void expect(JsonToken token, String where, String otherwise) throws Wrong {
    if (parser.currentToken() != token) {
      throw wrong(where, otherwise);
    }
  }
}
