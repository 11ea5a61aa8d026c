package dev.rolecall.evidence.change;

import dev.rolecall.evidence.ChangeEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes what happened in few bytes, and reads it again.
final class EffectCodec {

  /// Longer ones are not AWS's. They are cut where they are only shown.
  private static final int LONGEST = 2_048;

  private EffectCodec() {}

  /// The bytes; empty when it happened to something that AWS cannot have named so.
  static Optional<byte[]> encode(RecordedEffect effect) {
    if (effect.keys().stream().anyMatch(key -> key.of().length() > 2 * LONGEST)) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      write(new DataOutputStream(bytes), effect);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(bytes.toByteArray());
  }

  static RecordedEffect decode(byte[] bytes) {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutput out, RecordedEffect effect) throws IOException {
    out.writeUTF(effect.time().toString());
    out.writeUTF(effect.event().name());
    out.writeUTF(cut(effect.by()));
    out.writeUTF(cut(effect.eventId().orElse("")));
    boolean same = effect.eventId().filter(effect.id()::equals).isPresent();
    out.writeUTF(same ? "" : cut(effect.id()));
    out.writeByte(effect.names().size());
    for (Map.Entry<ChangeEvent.Name, String> name : effect.names().entrySet()) {
      out.writeUTF(name.getKey().name());
      out.writeUTF(cut(name.getValue()));
    }
    out.writeByte(effect.keys().size());
    for (ChangeKey key : effect.keys()) {
      out.writeUTF(key.topic().name());
      out.writeUTF(key.of());
    }
  }

  private static RecordedEffect read(DataInput in) throws IOException {
    Instant time = Instant.parse(in.readUTF());
    ChangeEvent event = ChangeEvent.valueOf(in.readUTF());
    String by = in.readUTF();
    String eventId = in.readUTF();
    String id = in.readUTF();
    Map<ChangeEvent.Name, String> names = new EnumMap<>(ChangeEvent.Name.class);
    for (int i = in.readByte(); i > 0; i--) {
      names.put(ChangeEvent.Name.valueOf(in.readUTF()), in.readUTF());
    }
    List<ChangeKey> keys = new ArrayList<>();
    for (int i = in.readByte(); i > 0; i--) {
      keys.add(new ChangeKey(ChangeKey.Topic.valueOf(in.readUTF()), in.readUTF()));
    }
    return new RecordedEffect(
        time,
        event,
        by,
        Optional.of(eventId).filter(known -> !known.isEmpty()),
        id.isEmpty() ? eventId : id,
        names,
        keys);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
