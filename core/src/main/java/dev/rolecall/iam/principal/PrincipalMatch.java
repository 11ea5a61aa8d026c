package dev.rolecall.iam.principal;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.service.ServiceCallers;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a principal element fits a caller: which entries matched, and in what way.
///
/// @param matches the entries that match, or may match
public record PrincipalMatch(List<EntryMatch> matches) {

  /// One entry that matches (true) or may match (unknown).
  public record EntryMatch(PrincipalEntry entry, PrincipalMatchKind grade, Truth truth) {}

  public PrincipalMatch {
    matches = List.copyOf(matches);
  }

  public static final PrincipalMatch NONE = new PrincipalMatch(List.of());

  /// Whether the caller is matched in any way.
  public Truth truth() {
    return truth(PrincipalMatchKind.ANY);
  }

  /// Whether the caller is matched in one of the given ways.
  public Truth truth(Set<PrincipalMatchKind> grades) {
    return Truth.any(
        matches, match -> grades.contains(match.grade()) ? match.truth() : Truth.FALSE);
  }

  /// Matches `element` against `caller`.
  public static PrincipalMatch of(PrincipalElement element, Caller caller) {
    PrincipalMatch listed =
        new PrincipalMatch(
            element.entries().stream()
                .map(entry -> match(entry, caller))
                .filter(match -> !match.truth().isFalse())
                .toList());
    return element.negated() ? listed.negate(caller) : listed;
  }

  private static final Gap NOT_PRINCIPAL = DocumentationGap.NOT_PRINCIPAL.gap();

  /// `NotPrincipal` spares a caller whose identities are all listed: account, role and session, or
  /// account and user. With some of them missing it may spare or not.
  /// [NotPrincipal](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html)
  private PrincipalMatch negate(Caller caller) {
    Set<PrincipalMatchKind> needed =
        switch (caller) {
          case Caller.RoleSession _ ->
              EnumSet.of(
                  PrincipalMatchKind.ACCOUNT, PrincipalMatchKind.ROLE, PrincipalMatchKind.SESSION);
          case Caller.IamUser _ -> EnumSet.of(PrincipalMatchKind.ACCOUNT, PrincipalMatchKind.USER);
          case Caller.Root _, Caller.Unidentified _ -> EnumSet.of(PrincipalMatchKind.ACCOUNT);
          case Caller.AwsService _ -> EnumSet.of(PrincipalMatchKind.SERVICE);
          case Caller.Federated _ -> EnumSet.of(PrincipalMatchKind.FEDERATED);
        };
    if (truth(EnumSet.of(PrincipalMatchKind.EVERYONE)).isTrue()) {
      return NONE;
    }
    Truth all = Truth.all(needed, kind -> truth(EnumSet.of(kind)));
    Truth spared = all.isFalse() && !matches.isEmpty() ? Truth.unknown(NOT_PRINCIPAL) : all;
    return spared.isTrue()
        ? NONE
        : new PrincipalMatch(
            List.of(
                new EntryMatch(
                    new PrincipalEntry.Everyone("*"), PrincipalMatchKind.EVERYONE, spared.not())));
  }

  private static EntryMatch match(PrincipalEntry entry, Caller caller) {
    PrincipalMatchKind kind =
        switch (entry) {
          case PrincipalEntry.Everyone _ -> PrincipalMatchKind.EVERYONE;
          case PrincipalEntry.Account _ -> PrincipalMatchKind.ACCOUNT;
          case PrincipalEntry.Role _ -> PrincipalMatchKind.ROLE;
          case PrincipalEntry.User _ -> PrincipalMatchKind.USER;
          case PrincipalEntry.Session _, PrincipalEntry.Nobody _ -> PrincipalMatchKind.SESSION;
          case PrincipalEntry.UniqueId id ->
              id.isUser() ? PrincipalMatchKind.USER : PrincipalMatchKind.ROLE;
          case PrincipalEntry.Federated _ -> PrincipalMatchKind.FEDERATED;
          case PrincipalEntry.Service _ -> PrincipalMatchKind.SERVICE;
        };
    return new EntryMatch(
        entry,
        kind,
        caller instanceof Caller.Unidentified unidentified
            ? ofUnidentified(entry, unidentified)
            : ofKnown(entry, caller));
  }

  private static Truth ofKnown(PrincipalEntry entry, Caller caller) {
    return switch (entry) {
      case PrincipalEntry.Everyone _ -> Truth.TRUE;
      case PrincipalEntry.Account(_, AccountId account, Optional<String> partition) ->
          Truth.of(
              caller.account().equals(Optional.of(account))
                  && (partition.isEmpty() || partition.equals(caller.knownPartition())));
      case PrincipalEntry.Role(_, RoleArn arn) ->
          caller instanceof Caller.RoleSession session ? role(arn, session) : Truth.FALSE;
      case PrincipalEntry.User(_, UserArn arn) ->
          Truth.of(caller instanceof Caller.IamUser user && user.arn().equals(arn));
      case PrincipalEntry.Session(_, RoleSessionArn arn) ->
          caller instanceof Caller.RoleSession session ? session(arn, session.arn()) : Truth.FALSE;
      case PrincipalEntry.UniqueId id -> uniqueId(id, caller);
      case PrincipalEntry.Federated(String provider) -> federated(provider, caller);
      case PrincipalEntry.Service(String principal) ->
          caller instanceof Caller.AwsService service
              ? sameService(service.principal(), principal)
              : Truth.FALSE;
      case PrincipalEntry.Nobody _ -> Truth.FALSE;
    };
  }

  private static Truth ofUnidentified(PrincipalEntry entry, Caller.Unidentified caller) {
    return switch (entry) {
      case PrincipalEntry.Everyone _ -> Truth.TRUE;
      case PrincipalEntry.Account account -> maybe(caller, account.account());
      case PrincipalEntry.Role role -> maybe(caller, role.arn().account());
      case PrincipalEntry.User user -> maybe(caller, user.arn().account());
      case PrincipalEntry.Session session -> maybe(caller, session.arn().account());
      case PrincipalEntry.UniqueId _, PrincipalEntry.Federated _, PrincipalEntry.Service _ ->
          unidentified(caller);
      // sessions of GetFederationToken are callers of no kind that is known here
      case PrincipalEntry.Nobody nobody ->
          nobody.text().contains(":federated-user/") ? unidentified(caller) : Truth.FALSE;
    };
  }

  private static Truth role(RoleArn arn, Caller.RoleSession session) {
    return session
        .role()
        .map(role -> Truth.of(role.equals(arn)))
        .orElseGet(() -> roleWithoutPath(arn, session));
  }

  private static Truth roleWithoutPath(RoleArn arn, Caller.RoleSession session) {
    boolean sameName =
        arn.account().equals(session.arn().account())
            && arn.partition().equals(session.arn().partition())
            && arn.name().equals(session.arn().roleName());
    return sameName
        ? Truth.unknown(
            new Gap(
                GapFact.Topic.CALLER_ROLE_PATH,
                GapReason.Known.SESSION_ONLY_RECORDED,
                new GapRemedy.Command.Read(Part.WHOLE, "role", arn.name())))
        : Truth.FALSE;
  }

  private static Truth session(RoleSessionArn entry, RoleSessionArn caller) {
    RoleSessionArn named =
        new RoleSessionArn(
            caller.partition(), caller.account(), caller.roleName(), entry.sessionName());
    return caller.isOfAnySession() && named.equals(entry)
        ? Truth.unknown(
            new Gap(
                GapFact.Topic.SESSION_NAME,
                GapReason.Known.SESSION_NAME_NOT_GIVEN,
                new GapRemedy.GiveCaller(entry.toString())))
        : Truth.of(caller.equals(entry));
  }

  private static Truth uniqueId(PrincipalEntry.UniqueId id, Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session when !id.isUser() ->
          sameId(
              id.text(),
              session.roleId(),
              new GapRemedy.Command.Read(Part.ID, "role", session.arn().roleName()));
      case Caller.IamUser user when id.isUser() ->
          sameId(
              id.text(),
              user.userId(),
              new GapRemedy.Command.Read(Part.ID, "user", user.arn().name()));
      case Caller.UserOrSession _,
          Caller.Root _,
          Caller.Federated _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          Truth.FALSE;
    };
  }

  private static Truth sameId(String id, Optional<String> own, GapRemedy learnBy) {
    return own.map(known -> Truth.of(known.equals(id)))
        .orElseGet(
            () ->
                Truth.unknown(
                    new Gap(
                        GapFact.Topic.CALLER_ID, GapReason.Known.CALLER_ID_NOT_RECORDED, learnBy)));
  }

  private static Truth federated(String provider, Caller caller) {
    return switch (caller) {
      case Caller.WebIdentity identity ->
          provider(provider, identity.provider(), ":saml-provider/");
      case Caller.Saml saml -> provider(provider, saml.provider(), ":oidc-provider/");
      case Caller.UserOrSession _, Caller.Root _, Caller.AwsService _, Caller.Unidentified _ ->
          Truth.FALSE;
    };
  }

  private static Truth provider(String entry, Optional<String> recorded, String otherKind) {
    if (entry.contains(otherKind)) {
      return Truth.FALSE;
    }
    if (recorded.isEmpty()) {
      return UNKNOWN_PROVIDER;
    }
    if (entry.equals(recorded.get())) {
      return Truth.TRUE;
    }
    return entry.equals("*") || sameProviderOtherForm(entry, recorded.get())
        ? Truth.unknown(otherForm(recorded.get(), entry))
        : Truth.FALSE;
  }

  private static final Truth UNKNOWN_PROVIDER = Truth.unknown(RecordGap.PROVIDER_OF_CALLER.gap());

  /// A built-in provider (`accounts.google.com`) can also be set up as a provider of one's own,
  /// with an ARN.
  private static boolean sameProviderOtherForm(String entry, String recorded) {
    return entry.endsWith(OIDC + recorded) || recorded.endsWith(OIDC + entry);
  }

  private static final String OIDC = ":oidc-provider/";

  private static Gap otherForm(String recorded, String trusted) {
    return new Gap(
        new GapFact.OtherName(recorded, trusted),
        GapReason.Known.NOT_DOCUMENTED,
        new GapRemedy.TrustByName(recorded));
  }

  /// Some services have a principal a region (`logs.us-east-1.amazonaws.com`) and one for all, some
  /// in China another suffix (`ec2.amazonaws.com.cn`). Which of them stand for each other is
  /// documented service by service, and not for services that are not known here.
  private static Truth sameService(String recorded, String trusted) {
    if (recorded.equals(trusted) || ServiceCallers.isSame(recorded, trusted)) {
      return Truth.TRUE;
    }
    if (!trusted.equals("*") && !ServiceCallers.mayBeSame(recorded, trusted)) {
      return Truth.FALSE;
    }
    Gap gap = otherForm(recorded, trusted);
    return Truth.unknown(
        Optional.of(trusted)
            .filter(it -> ServiceCallers.isSame(it, recorded))
            .flatMap(ServiceCallers::region)
            .map(
                region ->
                    new Gap(
                        gap.fact(),
                        GapReason.Known.REGION_OF_SERVICE_NOT_KNOWN,
                        new GapRemedy.GiveRegion(region, recorded)))
            .orElse(gap));
  }

  private static Truth maybe(Caller.Unidentified caller, AccountId account) {
    return caller.recordedAccount().map(account::equals).orElse(true)
        ? unidentified(caller)
        : Truth.FALSE;
  }

  private static Truth unidentified(Caller.Unidentified caller) {
    return Truth.unknown(
        new Gap(
            GapFact.Topic.CALLER_IDENTITY,
            caller.type().equalsIgnoreCase("unknown")
                ? GapReason.Known.CALLER_NOT_RECORDED
                : new GapReason.CallerWithoutArn(caller.type()),
            GapRemedy.Step.FIND_CALLER));
  }
}
