package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.failure.FailureSigns;
import dev.rolecall.cloudtrail.form.BoundedInput;
import dev.rolecall.cloudtrail.form.GzipInput;
import dev.rolecall.cloudtrail.form.LooseJson;
import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.cloudtrail.text.ErrorText;
import dev.rolecall.cloudtrail.text.Unquoted;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.json.MalformedJson;
import dev.rolecall.problem.FormWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks into the texts of JSON that no record holds: a text may hold JSON, behind a prefix or in
/// Base64 and compressed, or an error as people see it.
///
/// @param texts how many texts are around it
record TextScanner(RecordSink recordSink, int texts) {

  /// How often a text may hold JSON whose text holds JSON.
  private static final int MAX_TEXTS = 8;

  /// Of what one text expands to.
  private static final long MAX_EXPANDED = 256L << 20;

  /// How many openings of an object are tried in a text with a prefix; half as many in each text
  /// inside it, as every try looks into those again.
  private static final int MAX_OPENINGS = 8;

  /// How many texts may be around one that is read in several ways.
  private static final int MAX_READINGS = 2;

  /// How many objects of other notations are tried in a text, and how far the name of a call may be
  /// from the beginning of its record.
  private static final int MOST_OBJECTS = 2_000;

  private static final int MAX_FAILURES = 32;
  private static final int FARTHEST_NAME = 1 << 16;

  /// JSON in Base64, compressed or not, that may go on in the next lines.
  private static final Pattern ENCODED =
      Pattern.compile(
          "(?<![A-Za-z0-9+/])(?:eyJ|ewo|W3s|H4sI)[A-Za-z0-9+/]{40,}+={0,2}"
              + "(?:\\s{1,8}+[A-Za-z0-9+/]{4,}+={0,2}(?=\\s|$)){0,10000}+");

  private static final int MOST_ENCODED = 1_000;

  private static final int LONGEST_NAME = 32;

  /// `TagRole` and `UpdateOpenIDConnectProviderThumbprint`.
  private static final int SHORTEST_NAME = 7;

  private static final int LONGEST_OTHER = 40;
  private static final int SHORTEST_ERROR = 30;

  TextScanner(RecordSink recordSink) {
    this(recordSink, 0);
  }

  /// Whether a text has to be looked at, by its length and beginning alone; short ones are signs.
  boolean matters(char first, int length) {
    return length >= SHORTEST_ERROR
        || (length >= 9 && (first == 'A' || first == 'e' || first == 'C'))
        || (length >= SHORTEST_NAME && Character.isUpperCase(first) && recordSink.others().any());
  }

  /// Whether [#scan] would find nothing in a text.
  boolean isPlain(String text) {
    return !recordSink.others().matters(text)
        && !isSign(text)
        && (text.length() < SHORTEST_ERROR
            || !(text.startsWith("data:")
                || text.startsWith("H4sI")
                || isEncodedJson(text)
                || opening(text, 0) >= 0
                || ErrorText.mayHoldError(text)));
  }

  private static boolean isSign(String text) {
    return AssumeCall.ofEventName(text).isPresent()
        || text.equals("eventname")
        || (text.length() <= LONGEST_NAME && text.contains("AccessDenied"));
  }

  /// Scans a text.
  ///
  /// @param shown the text; question marks stand for what is not ASCII, where `raw` is not empty
  /// @param raw the text as it came, with its quotes
  void scan(String shown, Supplier<Optional<ByteBuffer>> raw, ScanSlot slot, String path)
      throws IOException {
    sign(shown, slot);
    if (shown.length() < SHORTEST_ERROR) {
      return;
    }
    if (shown.startsWith("data:") && shown.indexOf(',') > 0) {
      scan(shown.substring(shown.indexOf(',') + 1), Optional::empty, slot, path);
      return;
    }
    boolean compressed = shown.startsWith("H4sI");
    if (compressed || isEncodedJson(shown)) {
      encoded(shown, compressed, slot, path);
    } else if (texts < MAX_TEXTS && opening(shown, 0) >= 0) {
      String text = exact(shown, raw);
      if (!json(text, slot, path)) {
        noJson(text, slot, path);
      }
    } else if (ErrorText.mayHoldError(shown)) {
      slot.failure |= FailureSigns.in(shown);
      noJson(exact(shown, raw), slot, path);
    }
  }

  private void noJson(String text, ScanSlot slot, String path) throws IOException {
    if (ErrorText.mayHoldError(text) && !rewritten(text, slot, path)) {
      slot.text(text);
    }
  }

  /// Whether a text holds records that something quoted, or wrote in another notation than JSON.
  boolean rewritten(String text, ScanSlot slot, String path) throws IOException {
    if (texts > MAX_READINGS || !text.contains("eventName") || !text.contains("AssumeRole")) {
      return false;
    }
    int before = slot.records;
    List<String> readings = new ArrayList<>(List.of(text));
    readings.addAll(Unquoted.readings(text));
    readings.add("{" + text + "}");
    for (int i = 0; i < readings.size() && slot.records == before; i++) {
      objects(readings.get(i), slot, path);
    }
    return slot.records > before;
  }

  private void objects(String text, ScanSlot slot, String path) throws IOException {
    int failures = 0;
    int at = text.indexOf('{');
    for (int i = 0; i < MOST_OBJECTS && failures < MAX_FAILURES && at >= 0; i++) {
      int name = text.indexOf("eventName", at);
      Optional<LooseJson.Found> object =
          name < 0 || name - at > FARTHEST_NAME ? Optional.empty() : LooseJson.object(text, at);
      if (name < 0) {
        return;
      }
      if (object.isPresent()) {
        ByteWindow window = new ByteWindow(object.get().json().getBytes(StandardCharsets.UTF_8));
        new RecordScanner(window, recordSink, new TextScanner(recordSink, texts + 1))
            .readInto(slot, path);
      } else {
        failures++;
      }
      at = text.indexOf('{', object.map(LooseJson.Found::end).orElse(at + 1));
    }
  }

  /// Whether a line may hold JSON in Base64.
  static boolean mayBeEncoded(String line) {
    return line.length() > 60
        && (line.contains("eyJ")
            || line.contains("ewo")
            || line.contains("W3s")
            || line.contains("H4sI"));
  }

  /// Reads what a text holds in Base64.
  void encodedParts(String text, ScanSlot slot) throws IOException {
    Matcher part = ENCODED.matcher(text);
    for (int i = 0; i < MOST_ENCODED && part.find(); i++) {
      encoded(part.group(), part.group().startsWith("H4sI"), slot, "");
    }
  }

  private void sign(String text, ScanSlot slot) {
    if (text.length() <= LONGEST_OTHER) {
      slot.other |= recordSink.others().matters(text);
    }
    if (text.length() <= LONGEST_NAME) {
      slot.call |= AssumeCall.ofEventName(text).isPresent() || text.equals("eventname");
      slot.denied |= text.contains("AccessDenied");
    }
  }

  private static String exact(String shown, Supplier<Optional<ByteBuffer>> raw) {
    try {
      return raw.get().map(bytes -> StrictJson.parse(bytes).text()).orElse(shown);
    } catch (MalformedJson _) {
      return shown;
    }
  }

  /// Whether the text is JSON, as a whole or behind a prefix; its records are read.
  private boolean json(String text, ScanSlot slot, String path) throws IOException {
    int before = slot.records;
    int at = opening(text, 0);
    for (int i = 0; i < Math.max(1, MAX_OPENINGS >> texts) && at >= 0; i++) {
      ByteWindow window = new ByteWindow(text.substring(at).getBytes(StandardCharsets.UTF_8));
      Optional<Long> end =
          new RecordScanner(window, recordSink, new TextScanner(recordSink, texts + 1))
              .readInto(slot, path);
      if (end.isPresent()) {
        return true;
      }
      if (slot.records > before) {
        recordSink.malformed(FormWords.cutOff(path));
        return true;
      }
      if (isRecordCutOff(text, at)) {
        slot.call = true;
        slot.denied = true;
      }
      at = opening(text, at + 1);
    }
    return false;
  }

  /// Scans a line from where JSON may begin in it.
  ///
  /// @return whether there is JSON; empty when it may go on in the next line
  Optional<Boolean> line(String line, int at, ScanSlot slot) throws IOException {
    int end = line.length();
    while (end > at + 1 && Character.isWhitespace(line.charAt(end - 1))) {
      end--;
    }
    char last = line.charAt(end - 1);
    if (last == '{' || last == ',' || line.indexOf('}', at) < 0) {
      return Optional.empty();
    }
    return Optional.of(json(line.substring(at), slot, ""));
  }

  /// Where an object or list begins that may be JSON; -1 when none does.
  static int opening(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        int next = i + 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
          next++;
        }
        char follows = next < text.length() ? text.charAt(next) : ' ';
        if (c == '{' ? follows == '"' || next == text.length() : follows == '{') {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean isRecordCutOff(String text, int at) {
    return text.indexOf("\"eventName\"", at) > 0
        && text.contains("AccessDenied")
        && text.contains("AssumeRole");
  }

  /// `{"`, `[{` and the like in Base64.
  private static boolean isEncodedJson(String text) {
    return text.startsWith("eyJ") || text.startsWith("ewo") || text.startsWith("W3s");
  }

  private void encoded(String text, boolean compressed, ScanSlot slot, String path)
      throws IOException {
    if (texts >= MAX_TEXTS) {
      return;
    }
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return;
    }
    if (!compressed) {
      json(new String(bytes, StandardCharsets.UTF_8), slot, path);
      return;
    }
    int before = slot.records;
    try (GzipInput gzip = new GzipInput(new ByteArrayInputStream(bytes));
        InputStream bounded = new BoundedInput(gzip, MAX_EXPANDED)) {
      ByteWindow window = new ByteWindow(bounded);
      Optional<Long> end =
          new RecordScanner(window, recordSink, new TextScanner(recordSink, texts + 1))
              .readInto(slot, path);
      if (end.isEmpty() && slot.records > before) {
        recordSink.malformed(FormWords.cutOff(path));
      }
    } catch (IOException corrupt) {
      recordSink.malformed(FormWords.corruptIn(path));
    }
  }
}
