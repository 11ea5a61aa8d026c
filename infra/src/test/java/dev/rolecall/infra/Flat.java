package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A value as lines `path: text`.
final class Flat {

  private Flat() {}

  static List<String> of(String path, JsonNode value) {
    List<String> lines = new ArrayList<>();
    if (value.isObject() && !Intrinsics.is(value)) {
      value
          .properties()
          .forEach(field -> lines.addAll(of(path + "." + field.getKey(), field.getValue())));
    } else if (value.isArray()) {
      value.forEach(item -> lines.addAll(of(path, item)));
    } else {
      // The name of the code is a hash of it.
      String text = path.equals("Code.S3Key") ? "<hash of the jar>" : Intrinsics.text(value);
      lines.add(path + ": " + text);
    }
    return lines;
  }
}
