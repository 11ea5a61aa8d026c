package dev.rolecall.gate.pairs;

import dev.rolecall.cloudtrail.SuccessfulCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleSessionArn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Collects who was seen to assume which role, and what they sent. The outcome does not depend on
/// the order of the calls, and any number of threads may add some.
///
/// Calls are of one pair when caller (not its session), role and those keys are the same by which
/// trust policies tell callers apart: external id, MFA, the claims `aud` and `sub` of OIDC,
/// audience and issuer of SAML, and which session tags and whether a source identity is sent. What
/// else all calls of a pair had in common is kept with it; what differed is said to differ.
///
/// Left out are calls of which the record does not name the caller (those that are recorded in the
/// role's account are recorded in the caller's account, too, and name it there), and service-linked
/// roles, whose trust cannot be changed.
public final class ObservedAccesses {

  /// Pairs that are kept; of more, those that come first by caller and role.
  private static final int MOST = 100_000;

  /// A pair is told from every other by these, as text.
  private record Key(String caller, String role, String context) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::caller).thenComparing(Key::role).thenComparing(Key::context);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final int most;
  private final TreeMap<Key, ObservedAccess> pairs = new TreeMap<>();
  private long calls;
  private long unnamed;

  /// None so far.
  public ObservedAccesses() {
    this(MOST);
  }

  ObservedAccesses(int most) {
    this.most = most;
  }

  /// Takes one call into account.
  public void add(SuccessfulCall call) {
    Optional<String> caller = caller(call.caller());
    if (caller.isEmpty()) {
      synchronized (this) {
        unnamed++;
      }
    } else if (!call.role().isServiceLinked()) {
      RequestValues context = RequestValues.of(call);
      Key key = new Key(caller.get(), call.role().toString(), context.telling().toString());
      synchronized (this) {
        calls++;
        pairs
            .computeIfAbsent(key, _ -> new ObservedAccess(caller.get(), call.role(), context))
            .add(context, call.time());
        if (pairs.size() > most) {
          pairs.pollLastEntry();
        }
      }
    }
  }

  /// What `check --caller` takes. A session whose role is not recorded with its path stands for
  /// itself.
  private static Optional<String> caller(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session ->
          session
              .role()
              .map(Object::toString)
              .or(() -> Optional.of(session.arn()).map(RoleSessionArn::toString));
      case Caller.IamUser user -> Optional.of(user.arn().toString());
      case Caller.AwsService service ->
          Optional.of(service.principal()).filter(HypotheticalCall::isService);
      case Caller.WebIdentity identity ->
          identity.provider().filter(provider -> provider.contains(":oidc-provider/"));
      case Caller.Saml saml ->
          saml.provider().filter(provider -> provider.contains(":saml-provider/"));
      case Caller.Root _, Caller.Unidentified _ -> Optional.empty();
    };
  }

  /// The pairs, by caller and role.
  public synchronized List<AccessPair> pairs() {
    List<AccessPair> all = new ArrayList<>(pairs.size());
    for (Map.Entry<Key, ObservedAccess> pair : pairs.entrySet()) {
      all.add(pair.getValue().pair());
    }
    return List.copyOf(all);
  }

  /// Calls whose record does not name a caller that a pair could name.
  public synchronized long unnamed() {
    return unnamed;
  }

  /// Calls of pairs that were too many to be kept.
  public synchronized long leftOut() {
    return calls - pairs.values().stream().mapToLong(ObservedAccess::count).sum();
  }

  /// Whether the context of a call tells what a key holds.
  static Optional<List<String>> known(KeyState state) {
    return switch (state) {
      case KeyState.Present(List<String> values) when !values.isEmpty() -> Optional.of(values);
      case KeyState.Present _, KeyState.Absent _, KeyState.Unknown _ -> Optional.empty();
    };
  }
}
