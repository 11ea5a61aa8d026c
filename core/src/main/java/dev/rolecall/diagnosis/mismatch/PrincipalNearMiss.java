package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Mistake;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds an entry of a principal element that nearly names the caller.
public final class PrincipalNearMiss {

  private static final Pattern IDENTITY_CENTER_SUFFIX = Pattern.compile("_[0-9a-f]{16}$");

  private final Facts facts;

  private PrincipalNearMiss(Facts facts) {
    this.facts = facts;
  }

  public static Optional<NearMiss> find(Statement statement, Facts facts) {
    PrincipalNearMiss search = new PrincipalNearMiss(facts);
    return statement.principal().stream()
        .filter(element -> !element.negated())
        .flatMap(element -> element.entries().stream())
        .flatMap(entry -> search.kind(entry).map(kind -> search.miss(kind, entry.text())).stream())
        .min(Comparator.comparing(NearMiss::kind));
  }

  /// For issuers of tokens, with what their provider is known for.
  private NearMiss miss(NearMiss.Kind kind, String entry) {
    Optional<Mistake> mistake =
        kind == NearMiss.Kind.OTHER_ISSUER && facts.caller() instanceof Caller.WebIdentity identity
            ? issuerMistake(entry, identity.provider().orElse(""))
            : Optional.empty();
    return new NearMiss(
        kind,
        entry,
        mistake.map(
            it ->
                new NearMiss.Claim(List.of(), it.words(), it.say().stream().toList(), it.setUp())));
  }

  private static Optional<Mistake> issuerMistake(String entry, String provider) {
    String sent = Caller.WebIdentity.providerName(provider);
    return IdentityProviders.standard()
        .byIssuer(sent)
        .flatMap(
            known ->
                known.mistake(Mistake.About.ISSUER, sent, Caller.WebIdentity.providerName(entry)));
  }

  private Optional<NearMiss.Kind> kind(PrincipalEntry entry) {
    return switch (facts.caller()) {
      case Caller.RoleSession session -> ofSession(entry, session);
      case Caller.IamUser user -> ofUser(entry, user.arn());
      case Caller.WebIdentity identity ->
          entry instanceof PrincipalEntry.Federated federated
              ? identity.provider().flatMap(provider -> ofIssuer(federated.text(), provider))
              : Optional.empty();
      case Caller.Saml saml ->
          entry instanceof PrincipalEntry.Federated federated
              ? saml.provider().flatMap(provider -> ofSaml(federated.text(), provider))
              : Optional.empty();
      case Caller.AwsService service ->
          entry instanceof PrincipalEntry.Service(String trusted)
              ? ServiceNearMiss.kind(trusted, service.principal())
              : Optional.empty();
      case Caller.Root _, Caller.Unidentified _ -> Optional.empty();
    };
  }

  private Optional<NearMiss.Kind> ofSession(PrincipalEntry entry, Caller.RoleSession session) {
    return switch (entry) {
      case PrincipalEntry.Role role ->
          session
              .role()
              .flatMap(
                  arn ->
                      wildcard(role.text(), arn.toString())
                          .or(
                              () ->
                                  name(
                                      role.arn().account(),
                                      arn.account(),
                                      role.arn().name(),
                                      arn.name()))
                          .or(() -> roleArn(role.arn(), arn)));
      case PrincipalEntry.Session other -> session(other.arn(), session.arn());
      case PrincipalEntry.UniqueId id when !id.isUser() -> Optional.of(NearMiss.Kind.DELETED_ID);
      case PrincipalEntry.Account account -> partition(account, session.arn().partition());
      case PrincipalEntry.Nobody nobody ->
          session
              .role()
              .flatMap(arn -> wildcard(nobody.text(), arn.toString()))
              .or(() -> wildcard(nobody.text(), session.arn().toString()));
      case PrincipalEntry.UniqueId _,
          PrincipalEntry.User _,
          PrincipalEntry.Everyone _,
          PrincipalEntry.Federated _,
          PrincipalEntry.Service _ ->
          Optional.empty();
    };
  }

  private Optional<NearMiss.Kind> ofUser(PrincipalEntry entry, UserArn arn) {
    return switch (entry) {
      case PrincipalEntry.User user ->
          wildcard(user.text(), arn.toString())
              .or(() -> name(user.arn().account(), arn.account(), user.arn().name(), arn.name()))
              .or(
                  () ->
                      same(user.arn().account(), arn.account(), user.arn().name(), arn.name())
                          ? Optional.of(
                              pathOrPartition(
                                  user.arn().path(),
                                  arn.path(),
                                  user.arn().partition().equals(arn.partition())))
                          : Optional.empty());
      case PrincipalEntry.UniqueId id when id.isUser() -> Optional.of(NearMiss.Kind.DELETED_ID);
      case PrincipalEntry.Account account -> partition(account, arn.partition());
      case PrincipalEntry.Nobody nobody -> wildcard(nobody.text(), arn.toString());
      case PrincipalEntry.UniqueId _,
          PrincipalEntry.Role _,
          PrincipalEntry.Session _,
          PrincipalEntry.Everyone _,
          PrincipalEntry.Federated _,
          PrincipalEntry.Service _ ->
          Optional.empty();
    };
  }

  private static boolean same(AccountId one, AccountId other, String name, String otherName) {
    return one.equals(other) && name.equals(otherName);
  }

  private static Optional<NearMiss.Kind> roleArn(RoleArn entry, RoleArn caller) {
    if (!entry.account().equals(caller.account())) {
      return Optional.empty();
    }
    if (entry.name().equals(caller.name())) {
      return Optional.of(
          pathOrPartition(
              entry.path(), caller.path(), entry.partition().equals(caller.partition())));
    }
    boolean samePermissionSet =
        caller.isIdentityCenter()
            && withoutSuffix(entry.name()).equals(withoutSuffix(caller.name()));
    return samePermissionSet ? Optional.of(NearMiss.Kind.IDENTITY_CENTER_SUFFIX) : Optional.empty();
  }

  private static String withoutSuffix(String name) {
    return IDENTITY_CENTER_SUFFIX.matcher(name).replaceFirst("");
  }

  private static NearMiss.Kind pathOrPartition(
      String entryPath, String callerPath, boolean samePartition) {
    if (entryPath.equals(callerPath)) {
      return samePartition ? NearMiss.Kind.LETTER_CASE : NearMiss.Kind.OTHER_PARTITION;
    }
    return entryPath.equals("/") ? NearMiss.Kind.ARN_WITHOUT_PATH : NearMiss.Kind.ARN_OTHER_PATH;
  }

  private static Optional<NearMiss.Kind> name(
      AccountId entryAccount, AccountId callerAccount, String entryName, String callerName) {
    if (!entryAccount.equals(callerAccount)) {
      return entryName.equals(callerName)
          ? Optional.of(NearMiss.Kind.OTHER_ACCOUNT)
          : Optional.empty();
    }
    if (entryName.equals(callerName)) {
      return Optional.empty();
    }
    if (entryName.equalsIgnoreCase(callerName)) {
      return Optional.of(NearMiss.Kind.LETTER_CASE);
    }
    return Spelling.near(entryName, callerName)
        ? Optional.of(NearMiss.Kind.SPELLING)
        : Optional.empty();
  }

  private static Optional<NearMiss.Kind> session(RoleSessionArn entry, RoleSessionArn caller) {
    if (caller.isOfAnySession()) {
      return Optional.empty();
    }
    return entry.account().equals(caller.account()) && entry.roleName().equals(caller.roleName())
        ? Optional.of(NearMiss.Kind.OTHER_SESSION)
        : Optional.empty();
  }

  private Optional<NearMiss.Kind> partition(PrincipalEntry.Account entry, String partition) {
    boolean same =
        facts.caller().account().filter(entry.account()::equals).isPresent()
            && entry.partition().filter(partition::equals).isEmpty();
    return same ? Optional.of(NearMiss.Kind.OTHER_PARTITION) : Optional.empty();
  }

  /// IAM takes no wildcard in the ARN of a principal, in its path as little as in its name.
  private static Optional<NearMiss.Kind> wildcard(String pattern, String arn) {
    return !ResourceNearMiss.isLiteral(pattern) && Glob.matchesText(pattern, arn)
        ? Optional.of(NearMiss.Kind.WILDCARD_IN_PRINCIPAL)
        : Optional.empty();
  }

  private static Optional<NearMiss.Kind> ofIssuer(String entry, String provider) {
    if (entry.equalsIgnoreCase(provider)) {
      return Optional.of(NearMiss.Kind.LETTER_CASE);
    }
    String entryName = Caller.WebIdentity.providerName(entry);
    String callerName = Caller.WebIdentity.providerName(provider);
    if (entry.equals(callerName) || entryName.equals("https://" + callerName)) {
      return Optional.of(NearMiss.Kind.NOT_A_PROVIDER_ARN);
    }
    if (entryName.equals(callerName)) {
      return otherArn(entry, provider);
    }
    if (entryName.startsWith("oidc.eks.") && callerName.startsWith("oidc.eks.")) {
      return Optional.of(NearMiss.Kind.EKS_OTHER_CLUSTER);
    }
    if (Spelling.near(entryName, callerName)) {
      return Optional.of(NearMiss.Kind.SPELLING);
    }
    boolean related =
        host(entryName).equalsIgnoreCase(host(callerName))
            || issuerMistake(entry, provider).isPresent();
    return related ? Optional.of(NearMiss.Kind.OTHER_ISSUER) : Optional.empty();
  }

  private static Optional<NearMiss.Kind> ofSaml(String entry, String provider) {
    if (entry.equalsIgnoreCase(provider)) {
      return Optional.of(NearMiss.Kind.LETTER_CASE);
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
    return sameAccount && Spelling.near(entry, provider)
        ? Optional.of(NearMiss.Kind.SPELLING)
        : Optional.empty();
  }

  private static final String OF_SAML_PROVIDER = ":saml-provider/";

  /// What differs in two ARNs of providers of one name; empty where the caller's is built in and
  /// has none.
  private static Optional<NearMiss.Kind> otherArn(String entry, String provider) {
    if (!provider.startsWith("arn:")) {
      return Optional.empty();
    }
    return Optional.of(
        partition(entry).equals(partition(provider))
            ? NearMiss.Kind.OTHER_ACCOUNT
            : NearMiss.Kind.OTHER_PARTITION);
  }

  private static String host(String issuer) {
    int slash = issuer.indexOf('/');
    return slash < 0 ? issuer : issuer.substring(0, slash);
  }

  private static String partition(String arn) {
    return arn.split(":", 3)[1];
  }
}
