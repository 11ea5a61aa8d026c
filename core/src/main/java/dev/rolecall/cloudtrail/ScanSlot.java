package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.text.LineTime;
import dev.rolecall.cloudtrail.text.ToldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was found in one value at the top, or in one element of a list: what belongs together. A
/// wrapper may have one record in several forms, parsed and as text, and it counts once.
final class ScanSlot {

  private static final int MOST_TEXTS = 1_000;

  final long start;

  /// Records found, those of other calls included.
  int records;

  /// Whether the name of a call that assumes a role stands in it, outside of any record.
  boolean call;

  /// Whether the name of another call that is wanted stands in it, outside of any record.
  boolean other;

  /// Whether an error code of a denial stands in it, outside of any record.
  boolean denied;

  /// Whether it has fields as other forms of CloudTrail's records have them.
  boolean foreign;

  /// Whether a text in it may say that a service could not assume a role.
  boolean failure;

  /// How many elements name a denied call, and no record could be made of them.
  int lost;

  /// Whether its records are in a list, so that an empty one is an answer.
  boolean listed;

  /// Texts that may hold AWS's error: of no use where there is a record of it.
  private final List<String> texts = new ArrayList<>(0);

  /// The same, of elements that hold no record.
  private final List<Text> textsInside = new ArrayList<>(0);

  private String time = "";

  /// A text, and when it was written.
  record Text(String text, Optional<Instant> time) {}

  private final Set<String> eventIds = new HashSet<>(2);

  /// AWS's messages in the records.
  private final List<String> messages = new ArrayList<>(0);

  ScanSlot(long start) {
    this.start = start;
  }

  /// Whether the event is a new one here.
  boolean isNew(String eventId) {
    return eventIds.add(eventId);
  }

  /// A record of a denial was found.
  void recorded(String message) {
    messages.add(message);
  }

  /// Whether a record is of the same failure as an error in the text around it.
  boolean isRecorded(ToldError error) {
    String message = error.message();
    boolean whole = error.caller().isPresent() && error.role().isPresent();
    return (!whole && !messages.isEmpty())
        || messages.stream()
            .anyMatch(it -> it.startsWith(message) || (!it.isEmpty() && message.startsWith(it)));
  }

  /// One record was made of all that is in it.
  void isOneRecord() {
    records = Math.max(1, records);
    lost = 0;
    textsInside.clear();
  }

  /// Whether it names a denied call, and no record could be made of it.
  boolean isLost() {
    return records == 0 && call && denied;
  }

  void text(String text) {
    if (texts.size() < MOST_TEXTS) {
      texts.add(text);
    }
  }

  /// Takes the time of its texts.
  void time(String text) {
    time = time.isEmpty() ? text : time;
  }

  /// The texts that no record explains better.
  List<Text> unexplained() {
    List<Text> all = new ArrayList<>(textsInside);
    if (records == 0 && !texts.isEmpty()) {
      Optional<Instant> written = LineTime.of(time);
      texts.forEach(text -> all.add(new Text(text, written)));
    }
    return all;
  }

  /// Takes over what an element leaves open.
  void add(ScanSlot element) {
    element.unexplained().stream()
        .limit(MOST_TEXTS - (long) textsInside.size())
        .forEach(textsInside::add);
    records += element.records;
    foreign |= element.foreign;
    failure |= element.records == 0 && element.failure;
    lost += element.lost + (element.isLost() ? 1 : 0);
    if (element.records == 0) {
      call |= element.call;
      other |= element.other;
      denied |= element.denied;
    }
  }
}
