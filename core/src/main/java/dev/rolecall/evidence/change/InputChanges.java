package dev.rolecall.evidence.change;

import dev.rolecall.cloudtrail.OtherCalls;
import dev.rolecall.cloudtrail.record.RecordBytes;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// What the records that are read beside the denials show: what was changed, and who assumed which
/// role. They are evidence for all of the denials, wherever they stand; they are no list of all
/// changes, so that what is missing from them says nothing.
///
/// Memory is bounded: what was changed takes [#MOST_BYTES] at most. Filled first, asked then.
public final class InputChanges implements OtherCalls {

  /// About 300,000 changes.
  public static final long MOST_BYTES = 64L << 20;

  /// So many of the successful calls of each caller and role are kept, the newest.
  public static final int NEWEST_SUCCESSES = LastSuccesses.NEWEST;

  /// How many answers are remembered: most denials are of few roles.
  private static final int REMEMBERED = 256;

  private static final Set<String> CHANGES =
      Arrays.stream(ChangeEvent.values())
          .filter(event -> event.source() != ChangeEvent.Source.STS)
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  private final EffectStore changed;
  private final LastSuccesses assumed = new LastSuccesses();
  private final Map<ChangeKey, List<RecordedEffect>> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChangeKey, List<RecordedEffect>> eldest) {
          return size() > REMEMBERED;
        }
      };
  private boolean unfinished;

  public InputChanges() {
    this(MOST_BYTES);
  }

  /// @param mostBytes of changes
  InputChanges(long mostBytes) {
    this.changed = new EffectStore(mostBytes);
  }

  @Override
  public boolean matters(String eventName) {
    return CHANGES.contains(eventName);
  }

  @Override
  public boolean assumesMatter() {
    return true;
  }

  @Override
  public void take(JsonValue record) {
    ChangeReader.shown(record).ifPresent(this::add);
  }

  @Override
  public void take(RecordBytes record) {
    Optional<ChangeEvent> event =
        record
            .text("eventName")
            .flatMap(name -> ChangeEvent.of(record.text("eventSource").orElse(""), name));
    Optional<RecordBytes> identity = record.object("userIdentity");
    if (event.isPresent() && identity.isPresent()) {
      assumed.add(record::text, identity.get()::text, event.get());
    }
  }

  private void add(RecordedEffect effect) {
    if (effect.event().source() == ChangeEvent.Source.STS) {
      assumed.add(effect);
    } else {
      changed.add(effect);
      remembered.clear();
    }
  }

  /// Adds what was read elsewhere.
  public void add(InputChanges other) {
    changed.add(other.changed);
    assumed.add(other.assumed);
    unfinished |= other.unfinished;
    remembered.clear();
  }

  /// Notes that reading goes on although denials are explained: no kind of change can be ruled out.
  public void leaveUnfinished() {
    unfinished = true;
  }

  boolean isUnfinished() {
    return unfinished;
  }

  /// How many changes were read and not kept.
  public long dropped() {
    return changed.dropped();
  }

  /// How many successful calls were read of pairs of caller and role that are not kept.
  public long droppedSuccesses() {
    return assumed.dropped();
  }

  /// Whether all is kept that was read.
  public boolean isWhole() {
    return dropped() == 0 && droppedSuccesses() == 0;
  }

  /// How many changes are kept.
  public int size() {
    return changed.size();
  }

  /// `evidence` with what was read here in addition, for `denial`.
  public Evidence over(Evidence evidence, Denial denial) {
    return InputEvidence.of(this, evidence, denial);
  }

  /// The evidence of both for each denial.
  public Function<Denial, Evidence> over(Function<Denial, Evidence> evidence) {
    return denial -> over(evidence.apply(denial), denial);
  }

  List<RecordedEffect> of(ChangeKey key) {
    return key.topic() == ChangeKey.Topic.ASSUMED_BY
        ? assumed.of(key)
        : remembered.computeIfAbsent(key, changed::of);
  }

  boolean isCutOff(ChangeKey key) {
    return changed.isCutOff(key);
  }

  /// What is kept, in few bytes; to be read by [#ofBytes].
  public byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      List<RecordedEffect> successes = assumed.all();
      out.writeInt(changed.encoded().size() + successes.size());
      for (byte[] encoded : changed.encoded()) {
        write(out, encoded);
      }
      for (RecordedEffect success : successes) {
        write(out, EffectCodec.encode(success).orElse(new byte[0]));
      }
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte[] encoded) throws IOException {
    out.writeInt(encoded.length);
    out.write(encoded);
  }

  /// What [#toBytes] wrote.
  ///
  /// @throws IOException when it is something else
  public static InputChanges ofBytes(byte[] bytes) throws IOException {
    InputChanges changes = new InputChanges();
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
      for (int i = in.readInt(); i > 0; i--) {
        byte[] encoded = in.readNBytes(in.readInt());
        if (encoded.length > 0) {
          changes.add(EffectCodec.decode(encoded));
        }
      }
    }
    return changes;
  }

  /// Whether nothing was read that can matter to a denial.
  public boolean isEmpty() {
    return changed.size() == 0 && changed.dropped() == 0 && assumed.isEmpty() && !unfinished;
  }
}
