package dev.rolecall.incident.identity;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.mismatch.ClaimKey;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Subject;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a caller belongs to that stays the same in all its runs.
///
/// | caller | workload |
/// |---|---|
/// | a role session | the role |
/// | a token of a known provider | the provider and the stable parts of the subject: repository, project, workspace, service account, pipeline |
/// | a token of a person or device | the provider and the audience: the application, the identity pool |
/// | a token of another provider | the provider and the subject, without what is sure to be new in every run |
/// | a SAML assertion | the provider and the name; names that are made for one sign-in count as one |
public final class WorkloadName {

  private static final String ANY = "*";

  /// Providers whose subjects are people: another one of them is another caller, not another run.
  private static final Set<String> OF_PEOPLE =
      Set.of("amazon", "auth0", "cognito", "facebook", "okta");

  /// Transient names, as Shibboleth and others make them.
  private static final Pattern ONE_SIGN_IN = Pattern.compile("_[0-9a-f]{24,}");

  private static final Pattern VERSION_OF_WORKFLOW = Pattern.compile("@refs/[^:]*");

  /// A unique ID of a principal, and the name of its session.
  private static final Pattern SESSION_OF_ID = Pattern.compile("(A[A-Z0-9]{15,}):.*");

  private WorkloadName() {}

  /// The workload of a caller: the ARN of a role or user, never of a session; for federated callers
  /// the provider and the workload's part of the subject.
  public static String of(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session ->
          session
              .role()
              .map(RoleArn::toString)
              .orElseGet(
                  () ->
                      "arn:%s:iam::%s:role/%s"
                          .formatted(
                              session.arn().partition(),
                              session.arn().account(),
                              session.arn().roleName()));
      case Caller.IamUser user -> user.arn().toString();
      case Caller.Root root -> root.arn();
      case Caller.WebIdentity identity -> provider(identity) + "#" + workload(identity);
      case Caller.Saml saml -> provider(saml) + "#" + ofAssertion(saml.subject());
      case Caller.AwsService service -> service.principal();
      case Caller.Unidentified other ->
          other.type() + "#" + SESSION_OF_ID.matcher(other.text()).replaceFirst("$1");
    };
  }

  /// The same with the whole subject of a federated caller.
  public static String ofOne(Caller caller) {
    return switch (caller) {
      case Caller.WebIdentity identity -> provider(identity) + "#" + identity.subject();
      case Caller.Saml saml -> provider(saml) + "#" + saml.subject();
      case Caller.RoleSession _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          of(caller);
    };
  }

  private static String provider(Caller.Saml saml) {
    return saml.provider().orElse("saml");
  }

  /// The provider of a token, as recorded.
  public static String provider(Caller.WebIdentity identity) {
    return identity.provider().orElse("web identity");
  }

  private static String workload(Caller.WebIdentity identity) {
    Optional<IdentityProvider> known = known(identity);
    String text = identity.subject();
    Optional<Subject> subject =
        known.flatMap(it -> it.subject(it.plain(text)).or(() -> it.subject(text)));
    return subject
        .flatMap(Subject::workload)
        .or(() -> identity.audience().filter(_ -> subject.filter(WorkloadName::isRun).isPresent()))
        .orElseGet(() -> PerRunParts.ofSubject(VERSION_OF_WORKFLOW.matcher(text).replaceAll("")));
  }

  private static boolean isRun(Subject subject) {
    return !subject.isStable();
  }

  private static Optional<IdentityProvider> known(Caller.WebIdentity identity) {
    return ClaimKey.provider(identity)
        .flatMap(issuer -> IdentityProviders.standard().byLooks(issuer, identity.subject()));
  }

  /// The subject of a token without what is new in every run. Unlike the workload's it has branch,
  /// environment and phase; people are told apart.
  static String ofRuns(Caller.WebIdentity identity) {
    Optional<IdentityProvider> known = known(identity);
    return known
        .filter(it -> !OF_PEOPLE.contains(it.id()))
        .flatMap(it -> it.subject(identity.subject()))
        .filter(Subject::isIdentified)
        .map(Subject::withoutRuns)
        .orElseGet(
            () ->
                known.isPresent() ? identity.subject() : PerRunParts.ofSubject(identity.subject()));
  }

  private static String ofAssertion(String subject) {
    return ONE_SIGN_IN.matcher(subject).matches() ? ANY : subject;
  }
}
