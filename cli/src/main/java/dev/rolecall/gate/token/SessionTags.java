package dev.rolecall.gate.token;

import dev.rolecall.denial.KeyState;
import dev.rolecall.gate.wording.TokenWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The session tags that a token brings.
final class SessionTags {

  private static final String REQUEST_TAG = "aws:RequestTag/";
  private static final String TAG_KEYS = "aws:TagKeys";
  private static final String TRANSITIVE = "sts:TransitiveTagKeys";

  private final Map<String, List<String>> tags = new LinkedHashMap<>();
  private final List<String> transitive = new ArrayList<>();

  void add(String key, List<String> values) {
    tags.put(key, values);
  }

  void addTransitive(List<String> keys) {
    transitive.addAll(keys);
  }

  /// Whether a condition key, in lower case, is about session tags.
  static boolean has(String key) {
    return key.startsWith("aws:requesttag/")
        || key.startsWith("aws:principaltag/")
        || key.equals("aws:tagkeys")
        || key.equals("sts:transitivetagkeys");
  }

  /// A tag has one value. The tags of a token become tags of the principal, too.
  void putTo(Map<String, KeyState> keys) {
    tags.forEach(
        (tag, values) -> {
          String key = REQUEST_TAG + tag;
          KeyState state =
              values.size() == 1
                  ? KeyState.present(values.getFirst())
                  : KeyState.unknown(TokenWords.notOneValue(key));
          keys.put(key, state);
          keys.put("aws:PrincipalTag/" + tag, state);
        });
    keys.put(TAG_KEYS, present(List.copyOf(tags.keySet())));
    keys.put(TRANSITIVE, present(transitive));
  }

  private static KeyState present(List<String> values) {
    return values.isEmpty() ? KeyState.ABSENT : new KeyState.Present(values);
  }
}
