package dev.rolecall.denial;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The condition keys of one request: which were there with what, which were not, and which the
/// evidence cannot tell.
///
/// Key names ignore case, in IAM and here. Families with a free part (`aws:PrincipalTag/team`) are
/// looked up by key first and by prefix second.
public final class RequestContext {

  private final Map<String, KeyState> keys;
  private final Map<String, KeyState> families;
  private final Function<String, KeyState> otherwise;

  private RequestContext(
      Map<String, KeyState> keys,
      Map<String, KeyState> families,
      Function<String, KeyState> otherwise) {
    this.keys = keys;
    this.families = families;
    this.otherwise = otherwise;
  }

  /// A builder whose other keys are answered by `otherwise`, which is given the key in lower case.
  public static Builder builder(Function<String, KeyState> otherwise) {
    return new Builder(new RequestContext(new HashMap<>(), new HashMap<>(), otherwise));
  }

  /// What is known of `key`, in any letter case.
  public KeyState get(String key) {
    return getLowerCase(lower(key));
  }

  /// What is known of `key`, which must be in lower case already.
  public KeyState getLowerCase(String key) {
    KeyState state = keys.get(key);
    if (state != null) {
      return state;
    }
    int slash = key.indexOf('/');
    KeyState family = slash < 0 ? null : families.get(key.substring(0, slash + 1));
    return family == null ? otherwise.apply(key) : family;
  }

  /// The same context with every unknown key that usually carries something carrying just that.
  public RequestContext usual() {
    return new RequestContext(Map.of(), Map.of(), key -> usual(getLowerCase(key)));
  }

  private static KeyState usual(KeyState state) {
    return state instanceof KeyState.Unknown(_, Optional<KeyState> usual)
        ? usual.orElse(state)
        : state;
  }

  /// The same context with every key in the state that `change` makes of its own. It is given keys
  /// in lower case, and the prefixes of families.
  public RequestContext map(BiFunction<String, KeyState, KeyState> change) {
    return new RequestContext(
        changed(keys, change),
        changed(families, change),
        key -> change.apply(key, otherwise.apply(key)));
  }

  private static Map<String, KeyState> changed(
      Map<String, KeyState> states, BiFunction<String, KeyState, KeyState> change) {
    Map<String, KeyState> changed = new HashMap<>();
    states.forEach((key, state) -> changed.put(key, change.apply(key, state)));
    return changed;
  }

  /// The same context with `key` in this state.
  public RequestContext with(String key, KeyState state) {
    return toBuilder().put(key, state).build();
  }

  /// The keys that were named one by one, in lower case and in their order.
  public SortedMap<String, KeyState> named() {
    return new TreeMap<>(keys);
  }

  /// A builder that starts with all that is known here.
  public Builder toBuilder() {
    return new Builder(new RequestContext(new HashMap<>(keys), new HashMap<>(families), otherwise));
  }

  static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  /// Collects what is known of a request.
  public static final class Builder {
    private final RequestContext context;

    private Builder(RequestContext context) {
      this.context = context;
    }

    /// Says what is known of one key; the last word counts.
    public Builder put(String key, KeyState state) {
      context.keys.put(lower(key), state);
      return this;
    }

    /// Says what is known of every key of a family that is not named by itself.
    ///
    /// @param prefix up to and with its slash: `aws:RequestTag/`
    public Builder putFamily(String prefix, KeyState state) {
      context.families.put(lower(prefix), state);
      return this;
    }

    /// Forgets what was said of a family.
    public Builder withoutFamily(String prefix) {
      context.families.remove(lower(prefix));
      return this;
    }

    /// The context as it is now; the builder must not be used again.
    public RequestContext build() {
      return context;
    }
  }
}
