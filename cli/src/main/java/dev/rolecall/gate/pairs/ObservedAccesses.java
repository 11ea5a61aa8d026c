package dev.rolecall.gate.pairs;

import dev.rolecall.cloudtrail.SuccessfulCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Collects who was seen to assume which role, and what they sent. The outcome does not depend on
/// the order of the calls, and any number of threads may add some.
///
/// Calls are of one pair when caller (not its session), role and those keys are the same by which
/// trust policies tell callers apart: external ID, MFA, the claims `aud` and `sub` of OIDC,
/// audience and issuer of SAML, and which session tags and whether a source identity is sent. What
/// else all calls of a pair had in common is kept with it; what differed is said to differ.
///
/// Left out are calls of which the record does not name the caller (those that are recorded in the
/// role's account are recorded in the caller's account, too, and name it there), and service-linked
/// roles, whose trust policies AWS does not let anyone change.
public final class ObservedAccesses {

  /// Pairs that are kept; of more, those that come first by caller and role.
  private static final int MOST = 100_000;

  private final int most;

  /// By caller, role and context, with a character between them that none of them has.
  private final NavigableMap<String, ObservedAccess> pairs = new TreeMap<>();

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
      String key =
          String.join("\0", caller.get(), call.role().toString(), context.telling().toString());
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
      case RoleSession session ->
          session.role().map(RoleArn::toString).or(() -> Optional.of(session.arn().toString()));
      case IamUser user -> Optional.of(user.arn().toString());
      case AwsService service ->
          Optional.of(service.principal()).filter(ServiceCallers::isPrincipal);
      case WebIdentity identity ->
          identity.provider().filter(provider -> provider.contains(":oidc-provider/"));
      case Saml saml -> saml.provider().filter(provider -> provider.contains(":saml-provider/"));
      case Root _, Unidentified _ -> Optional.empty();
    };
  }

  /// The pairs, by caller and role.
  public synchronized List<AccessPair> pairs() {
    return pairs.values().stream().map(ObservedAccess::pair).toList();
  }

  /// Calls whose record does not name a caller that a pair could name.
  public synchronized long unnamed() {
    return unnamed;
  }

  /// Calls of pairs that were too many to be kept.
  public synchronized long leftOut() {
    return calls - pairs.values().stream().mapToLong(ObservedAccess::count).sum();
  }
}
