package dev.rolecall.explanation.render.sns;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// How large a message is for SNS, which takes 256 KB.
public final class SnsSize {

  private SnsSize() {}

  /// What SNS counts: the message and its attributes, in bytes.
  public static int of(SnsMessage message) {
    int size = bytes(message.message());
    for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
      size += bytes(attribute.getKey()) + bytes("String") + bytes(attribute.getValue());
    }
    return size;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
