package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.PrincipalArn;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import dev.rolecall.iam.principal.PrincipalEntry.Account;
import dev.rolecall.iam.principal.PrincipalEntry.Everyone;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.iam.principal.PrincipalEntry.Nobody;
import dev.rolecall.iam.principal.PrincipalEntry.Role;
import dev.rolecall.iam.principal.PrincipalEntry.Service;
import dev.rolecall.iam.principal.PrincipalEntry.Session;
import dev.rolecall.iam.principal.PrincipalEntry.UniqueId;
import dev.rolecall.iam.principal.PrincipalEntry.User;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Mistake;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds an entry of a principal element that nearly names the caller.
public final class PrincipalNearMiss {

  private static final Pattern IDENTITY_CENTER_SUFFIX = Pattern.compile("_[0-9a-f]{16}$");

  private final Caller caller;

  private PrincipalNearMiss(Caller caller) {
    this.caller = caller;
  }

  public static Optional<NearMiss> find(Statement statement, Facts facts) {
    PrincipalNearMiss search = new PrincipalNearMiss(facts.caller());
    return statement.principals().stream()
        .flatMap(entry -> search.kind(entry).map(kind -> search.miss(kind, entry.text())).stream())
        .min(Comparator.comparing(NearMiss::kind));
  }

  /// For issuers of tokens, with what their provider is known for.
  private NearMiss miss(Kind kind, String entry) {
    Optional<Mistake> mistake =
        kind == Kind.OTHER_ISSUER && caller instanceof WebIdentity identity
            ? issuerMistake(entry, identity.provider().orElse(""))
            : Optional.empty();
    return mistake.isEmpty()
        ? new NearMiss(kind, entry)
        : NearMiss.of(kind, entry, List.of(), mistake);
  }

  private static Optional<Mistake> issuerMistake(String entry, String provider) {
    String sent = WebIdentity.providerName(provider);
    return IdentityProviders.standard()
        .byIssuer(sent)
        .flatMap(
            known -> known.mistake(Mistake.About.ISSUER, sent, WebIdentity.providerName(entry)));
  }

  private Optional<Kind> kind(PrincipalEntry entry) {
    return switch (caller) {
      case RoleSession session -> ofSession(entry, session);
      case IamUser user -> ofUser(entry, user.arn());
      case WebIdentity identity when entry instanceof Federated(String trusted) ->
          identity.provider().flatMap(provider -> ofIssuer(trusted, provider));
      case WebIdentity identity when entry instanceof Service(String trusted) ->
          Kind.PROVIDER_NAMED_AS_SERVICE.when(
              identity
                  .provider()
                  .map(WebIdentity::providerName)
                  .filter(trusted::equals)
                  .isPresent());
      case Saml saml when entry instanceof Federated(String trusted) ->
          saml.provider().flatMap(provider -> ofSaml(trusted, provider));
      case AwsService service when entry instanceof Service(String trusted) ->
          ServiceNearMiss.kind(trusted, service.principal());
      case WebIdentity _, Saml _, AwsService _, Root _, Unidentified _ -> Optional.empty();
    };
  }

  private Optional<Kind> ofSession(PrincipalEntry entry, RoleSession session) {
    return switch (entry) {
      case Role role -> session.role().flatMap(arn -> ofArn(role.text(), role.arn(), arn));
      case Session other -> session(other.arn(), session.arn());
      case UniqueId id -> Kind.DELETED_ID.when(!id.isUser());
      case Account account -> partition(account, session.arn().partition());
      case Nobody nobody ->
          session
              .role()
              .flatMap(arn -> wildcard(nobody.text(), arn.toString()))
              .or(() -> wildcard(nobody.text(), session.arn().toString()));
      case User _, Everyone _, Federated _, Service _ -> Optional.empty();
    };
  }

  private Optional<Kind> ofUser(PrincipalEntry entry, UserArn arn) {
    return switch (entry) {
      case User user -> ofArn(user.text(), user.arn(), arn);
      case UniqueId id -> Kind.DELETED_ID.when(id.isUser());
      case Account account -> partition(account, arn.partition());
      case Nobody nobody -> wildcard(nobody.text(), arn.toString());
      case Role _, Session _, Everyone _, Federated _, Service _ -> Optional.empty();
    };
  }

  private static Optional<Kind> ofArn(String text, PrincipalArn entry, PrincipalArn caller) {
    Optional<Kind> wildcard = wildcard(text, caller.toString());
    boolean sameName = entry.name().equals(caller.name());
    if (wildcard.isPresent()) {
      return wildcard;
    }
    if (!entry.account().equals(caller.account())) {
      return Kind.OTHER_ACCOUNT.when(sameName);
    }
    if (sameName) {
      return Optional.of(pathOrPartition(entry, caller));
    }
    return Spelling.kind(entry.name(), caller.name())
        .or(
            () ->
                Kind.IDENTITY_CENTER_SUFFIX.when(
                    caller instanceof RoleArn role
                        && role.isIdentityCenter()
                        && withoutSuffix(entry.name()).equals(withoutSuffix(role.name()))));
  }

  private static String withoutSuffix(String name) {
    return IDENTITY_CENTER_SUFFIX.matcher(name).replaceFirst("");
  }

  private static Kind pathOrPartition(PrincipalArn entry, PrincipalArn caller) {
    if (entry.path().equals(caller.path())) {
      return entry.partition().equals(caller.partition()) ? Kind.LETTER_CASE : Kind.OTHER_PARTITION;
    }
    return entry.path().equals("/") ? Kind.ARN_WITHOUT_PATH : Kind.ARN_OTHER_PATH;
  }

  private static Optional<Kind> session(RoleSessionArn entry, RoleSessionArn caller) {
    return Kind.OTHER_SESSION.when(
        !caller.isOfAnySession()
            && entry.account().equals(caller.account())
            && entry.roleName().equals(caller.roleName()));
  }

  private Optional<Kind> partition(Account entry, String partition) {
    return Kind.OTHER_PARTITION.when(
        caller.account().filter(entry.account()::equals).isPresent()
            && entry.partition().filter(partition::equals).isEmpty());
  }

  /// IAM takes no wildcard in the ARN of a principal, in its path as little as in its name.
  private static Optional<Kind> wildcard(String pattern, String arn) {
    return Kind.WILDCARD_IN_PRINCIPAL.when(
        !ResourceNearMiss.isLiteral(pattern) && Glob.matchesText(pattern, arn));
  }

  private static Optional<Kind> ofIssuer(String entry, String provider) {
    if (entry.equalsIgnoreCase(provider)) {
      return Optional.of(Kind.LETTER_CASE);
    }
    String entryName = WebIdentity.providerName(entry);
    String callerName = WebIdentity.providerName(provider);
    if (entry.equals(callerName) || entryName.equals("https://" + callerName)) {
      return Optional.of(Kind.NOT_A_PROVIDER_ARN);
    }
    if (entryName.equals(callerName)) {
      return otherArn(entry, provider);
    }
    if (entryName.startsWith("oidc.eks.") && callerName.startsWith("oidc.eks.")) {
      return Optional.of(Kind.EKS_OTHER_CLUSTER);
    }
    if (Spelling.near(entryName, callerName)) {
      return Optional.of(Kind.SPELLING);
    }
    return Kind.OTHER_ISSUER.when(
        host(entryName).equalsIgnoreCase(host(callerName))
            || issuerMistake(entry, provider).isPresent());
  }

  private static Optional<Kind> ofSaml(String entry, String provider) {
    if (entry.equalsIgnoreCase(provider)) {
      return Optional.of(Kind.LETTER_CASE);
    }
    int name = entry.indexOf(OF_SAML_PROVIDER);
    int callerName = provider.indexOf(OF_SAML_PROVIDER);
    if (name < 0 || callerName < 0) {
      return Optional.empty();
    }
    if (entry.substring(name).equals(provider.substring(callerName))) {
      return otherArn(entry, provider);
    }
    boolean sameAccount = entry.substring(0, name).equals(provider.substring(0, callerName));
    return Kind.SPELLING.when(sameAccount && Spelling.near(entry, provider));
  }

  private static final String OF_SAML_PROVIDER = ":saml-provider/";

  /// What differs in two ARNs of providers of one name; empty where the caller's is built in and
  /// has none.
  private static Optional<Kind> otherArn(String entry, String provider) {
    return provider.startsWith("arn:")
        ? Optional.of(
            partition(entry).equals(partition(provider))
                ? Kind.OTHER_ACCOUNT
                : Kind.OTHER_PARTITION)
        : Optional.empty();
  }

  private static String host(String issuer) {
    return issuer.split("/", 2)[0];
  }

  private static String partition(String arn) {
    return arn.split(":", 3)[1];
  }
}
