package dev.rolecall.gate.pairs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.rolecall.cloudtrail.form.EncodedText;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.wording.PairsWords;
import dev.rolecall.json.JsonProblem;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonSyntax;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import dev.rolecall.problem.InputWords;
import dev.rolecall.problem.JsonWords;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
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

  private static final int DEEPEST = 20;

  private static final JsonFactory JSON = new JsonFactory();
  private static final YAMLFactory YAML =
      YAMLFactory.builder().loaderOptions(loaderOptions()).build();

  private PairsReader() {}

  private static LoaderOptions loaderOptions() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setNestingDepthLimit(DEEPEST);
    return options;
  }

  /// Reads the bytes of a file.
  public static PairsReading read(byte[] file) {
    if (file.length > LARGEST) {
      return new PairsReading.Unreadable(InputWords.tooLarge(LARGEST >> 20));
    }
    byte[] utf8 = EncodedText.utf8(file);
    Optional<String> otherForm = PairsForm.problem(utf8);
    if (otherForm.isPresent()) {
      return new PairsReading.Unreadable(otherForm.get());
    }
    String text;
    try {
      text = EncodedText.decode(utf8);
    } catch (CharacterCodingException _) {
      return new PairsReading.Unreadable(JsonWords.notUtf8());
    }
    try {
      PairsText pairs = new PairsText(text);
      PairsReading read = new PairsReading.Read(pairs(pairs.read()));
      pairs.end(PairsWords.severalDocuments());
      return read;
    } catch (MalformedJson malformed) {
      JsonProblem problem = malformed.problem();
      return new PairsReading.Unreadable(
          (problem.line() > 0 ? "line " + problem.line() + ": " : "") + problem);
    }
  }

  /// A text in YAML or JSON. Keys that differ in letter case only are the same.
  private static final class PairsText extends JsonReader {

    private final String language;

    private PairsText(String text) {
      this(text, text.stripLeading().startsWith("{"));
    }

    private PairsText(String text, boolean json) {
      super(() -> (json ? JSON : YAML).createParser(text));
      this.language = json ? "JSON" : "YAML";
    }

    @Override
    protected boolean takes(JsonValue object, JsonValue field) {
      if (object.fields().stream().anyMatch(it -> it.name().equalsIgnoreCase(field.name()))) {
        throw field.malformed(PairsWords.duplicateKey());
      }
      return true;
    }

    @Override
    protected Optional<String> objection(JsonParser parser) throws IOException {
      return parser instanceof YAMLParser yaml && yaml.isCurrentAlias()
          ? Optional.of(PairsWords.alias(parser.getText()))
          : Optional.empty();
    }

    @Override
    protected JsonProblem broken(IOException error) {
      if (!(error instanceof JsonProcessingException invalid)) {
        return super.broken(error);
      }
      String problem = JsonSyntax.what(invalid);
      return new JsonProblem(
          "",
          invalid.getLocation() == null ? 0 : invalid.getLocation().getLineNr(),
          PairsWords.invalid(language, problem));
    }
  }

  private static List<AccessPair> pairs(JsonValue file) {
    String missing = PairsWords.missing("pairs");
    JsonValue pairs = only(file.asObject(missing), "pairs").get("pairs");
    if (!pairs.isThere()) {
      throw file.lacking(missing);
    }
    return pairs.items(JsonWords.mustBe(JsonWords.list())).stream().map(PairsReader::pair).toList();
  }

  /// Insists on an object that has none but these keys.
  private static JsonValue only(JsonValue object, String... keys) {
    for (JsonValue field : object.fields()) {
      if (!List.of(keys).contains(field.name())) {
        throw field.malformed(PairsWords.unknownKey());
      }
    }
    return object;
  }

  private static AccessPair pair(JsonValue pair) {
    only(pair, "caller", "role", "context", "expect", "seen");
    Optional<String> caller = pair.given("caller").map(JsonValue::text);
    Optional<RoleArn> role = pair.given("role").map(PairsReader::role);
    AccessPair read =
        new AccessPair(
            caller.orElseThrow(() -> pair.lacking(PairsWords.missing("caller"))),
            role.orElseThrow(() -> pair.lacking(PairsWords.missing("role"))),
            pair.given("context").map(PairsReader::context).orElseGet(TreeMap::new),
            pair.given("expect")
                .map(PairsReader::expectation)
                .orElse(AccessPair.Expectation.ALLOWED),
            pair.given("seen").map(PairsReader::seen));
    try {
      read.call(Instant.EPOCH);
    } catch (IllegalArgumentException e) {
      throw pair.get("caller")
          .malformed(PairsWords.unusableCaller(read.caller(), String.valueOf(e.getMessage())));
    }
    return read;
  }

  private static RoleArn role(JsonValue value) {
    return RoleArn.parse(value.text())
        .orElseThrow(() -> value.malformed(PairsWords.notARoleArn(value.text())));
  }

  private static AccessPair.Expectation expectation(JsonValue value) {
    return switch (value.text()) {
      case "allowed" -> AccessPair.Expectation.ALLOWED;
      case "denied" -> AccessPair.Expectation.DENIED;
      default -> throw value.malformed(PairsWords.mustBe("allowed", "denied"));
    };
  }

  private static SortedMap<String, RequestValue> context(JsonValue value) {
    SortedMap<String, RequestValue> context = new TreeMap<>();
    for (JsonValue key : value.fields()) {
      if (key.name().isEmpty()) {
        throw value.malformed(PairsWords.emptyKey());
      }
      context.put(key.name(), sent(key));
    }
    return context;
  }

  private static RequestValue sent(JsonValue value) {
    if (value.isObject()) {
      return unsaid(value);
    }
    if (!value.isList()) {
      return RequestValue.value(value.scalar());
    }
    List<String> values =
        value.items(JsonWords.mustBe(JsonWords.list())).stream().map(JsonValue::scalar).toList();
    if (values.isEmpty()) {
      throw value.lacking(PairsWords.emptyList());
    }
    return new RequestValue.Values(values);
  }

  private static RequestValue unsaid(JsonValue value) {
    only(value, "masked", "varies");
    value
        .given("varies")
        .filter(varies -> !varies.isTrue())
        .ifPresent(varies -> varies.problem(PairsWords.mustBeTrue()));
    return value
        .given("masked")
        .<RequestValue>map(masked -> new RequestValue.Masked(masked.text()))
        .or(() -> value.given("varies").map(_ -> new RequestValue.Varying()))
        .orElseThrow(() -> value.lacking(PairsWords.missingEither("masked", "varies")));
  }

  private static AccessPair.Seen seen(JsonValue value) {
    only(value, "count", "last");
    return new AccessPair.Seen(
        value.given("count").map(PairsReader::count).orElse(0L),
        value.given("last").map(JsonValue::time));
  }

  private static long count(JsonValue value) {
    if (!value.isWholeNumber()) {
      throw value.malformed(PairsWords.mustBeACount());
    }
    BigInteger count = new BigInteger(value.scalar().replace("_", ""));
    if (count.signum() < 0 || count.bitLength() >= Long.SIZE) {
      throw value.malformed(PairsWords.mustBeACount());
    }
    return count.longValue();
  }
}
