package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
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
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tries the door that a change opens: callers that differ from the refused one in one part of
/// their identity. All that get in must be among those that were named.
final class OtherCallers {

  private static final String OTHER = "rolecall-stranger";
  private static final AccountId ELSEWHERE = new AccountId("000000000001");
  private static final int MOST_ENTRIES = 8;
  private static final int MOST_SEGMENTS = 16;

  private static final KeyState UNKNOWN =
      KeyState.unknown(
          new Gap(
              GapFact.Topic.OTHER_CALLERS,
              GapReason.Known.DIFFERS_PER_CALLER,
              GapRemedy.Step.NOTHING));

  private OtherCallers() {}

  /// Whether every caller that gets in by the `added` statements, the caller first, is covered by
  /// `names`.
  static boolean areNamed(List<Statement> added, List<String> names, Facts facts) {
    NamedPolicy change = new NamedPolicy("change", "", new Policy("", true, added));
    return around(facts.caller(), added)
        .noneMatch(caller -> getsIn(caller, change, facts.target()) && !covers(names, caller));
  }

  /// Whether a caller gets in, or may by sending what it likes.
  private static boolean getsIn(Caller caller, NamedPolicy change, RoleArn role) {
    AccessRequest request =
        new AccessRequest(
            AssumeCall.by(caller).action(),
            role.toString(),
            caller,
            context(caller),
            caller.account().filter(role.account()::equals).isPresent());
    return !PolicyResult.of(change, request).allow(PrincipalMatchKind.ANY).isFalse();
  }

  /// The caller itself, callers that differ from it in one part of their identity, and one for each
  /// principal that the `added` statements name.
  private static Stream<Caller> around(Caller caller, List<Statement> added) {
    Stream<Caller> differing =
        switch (caller) {
          case RoleSession session -> session.role().stream().flatMap(OtherCallers::around);
          case IamUser user -> around(user.arn());
          case WebIdentity identity -> subjects(identity).stream();
          case Saml saml -> Stream.of(new Saml(saml.provider(), OTHER));
          case AwsService _ -> Stream.of(new AwsService(OTHER + ".amazonaws.com"));
          case Root _, Unidentified _ -> Stream.empty();
        };
    return Stream.of(
            Stream.of(caller),
            differing,
            added.stream()
                .flatMap(statement -> statement.entries().stream().limit(MOST_ENTRIES))
                .flatMap(OtherCallers::named))
        .flatMap(callers -> callers);
  }

  private static Stream<Caller> around(RoleArn role) {
    String partition = role.partition();
    AccountId account = role.account();
    return Stream.of(
        session(partition, ELSEWHERE, role.path(), role.name()),
        session(partition, account, role.path(), OTHER),
        session(partition, account, "/other/", role.name()),
        session(partition, account, role.path(), role.name()),
        user(partition, account, "/", role.name()));
  }

  private static Stream<Caller> around(UserArn user) {
    String partition = user.partition();
    AccountId account = user.account();
    return Stream.of(
        user(partition, ELSEWHERE, user.path(), user.name()),
        user(partition, account, user.path(), OTHER),
        user(partition, account, "/other/", user.name()),
        session(partition, account, "/", user.name()));
  }

  /// Another session of a role.
  private static Caller session(String partition, AccountId account, String path, String name) {
    return new RoleSession(
        new RoleSessionArn(partition, account, name, OTHER),
        Optional.of(new RoleArn(partition, account, path, name)),
        Optional.of("AROASTRANGERSTRANGER1"));
  }

  private static Caller user(String partition, AccountId account, String path, String name) {
    return new IamUser(
        new UserArn(partition, account, path, name), Optional.of("AIDASTRANGERSTRANGER1"));
  }

  /// One for each segment of the subject, however it is delimited, and one with another audience.
  private static List<Caller> subjects(WebIdentity identity) {
    List<Caller> all = new ArrayList<>();
    String subject = identity.subject();
    int start = 0;
    for (int i = 0; i <= subject.length() && all.size() < MOST_SEGMENTS; i++) {
      if (i == subject.length() || ":/|.".indexOf(subject.charAt(i)) >= 0) {
        all.add(with(identity, subject.substring(0, start) + OTHER + subject.substring(i)));
        start = i + 1;
      }
    }
    all.add(with(identity, subject + OTHER));
    all.add(with(identity, OTHER));
    all.add(new WebIdentity(identity.provider(), Optional.of(OTHER), subject));
    return all;
  }

  private static Caller with(WebIdentity identity, String subject) {
    return new WebIdentity(identity.provider(), identity.audience(), subject);
  }

  private static Stream<Caller> named(PrincipalEntry entry) {
    return switch (entry) {
      case Everyone _ -> anyOf("aws", ELSEWHERE);
      case Account account -> anyOf(account.partition().orElse("aws"), account.account());
      case Role(var _, RoleArn arn) ->
          Stream.of(session(arn.partition(), arn.account(), arn.path(), arn.name()));
      case User(var _, UserArn arn) ->
          Stream.of(user(arn.partition(), arn.account(), arn.path(), arn.name()));
      case Session session ->
          Stream.of(new RoleSession(session.arn(), Optional.empty(), Optional.empty()));
      case Federated(String provider) ->
          Stream.of(
              provider.contains(":saml-provider/")
                  ? new Saml(Optional.of(provider), OTHER)
                  : new WebIdentity(Optional.of(provider), Optional.of(OTHER), OTHER));
      case Service(String principal) -> Stream.of(new AwsService(principal));
      case UniqueId _, Nobody _ -> Stream.empty();
    };
  }

  private static Stream<Caller> anyOf(String partition, AccountId account) {
    return Stream.of(session(partition, account, "/", OTHER), user(partition, account, "/", OTHER));
  }

  /// What the request of a caller would carry. Everything but the keys that tell who it is is
  /// unknown: it may send what it likes.
  private static RequestContext context(Caller caller) {
    RequestContext.Builder context = RequestContext.builder(_ -> UNKNOWN);
    caller
        .account()
        .ifPresent(
            account -> context.put("aws:PrincipalAccount", KeyState.present(account.value())));
    context.put(
        "aws:PrincipalArn",
        caller
            .principalArn()
            .map(KeyState::present)
            .orElse(caller.account().isPresent() ? UNKNOWN : KeyState.ABSENT));
    switch (caller) {
      case IamUser user -> context.put("aws:username", KeyState.present(user.arn().name()));
      case WebIdentity identity -> {
        String name = WebIdentity.providerName(identity.provider().orElse(""));
        context.put(name + ":sub", KeyState.present(identity.subject()));
        identity.audience().ifPresent(aud -> context.put(name + ":aud", KeyState.present(aud)));
      }
      case RoleSession _, Root _, Saml _, AwsService _, Unidentified _ ->
          context.put("aws:username", KeyState.ABSENT);
    }
    return context.build();
  }

  /// Whether one of `names` is this caller, or a pattern that it matches.
  static boolean covers(List<String> names, Caller caller) {
    return switch (caller) {
      case RoleSession session ->
          session.role().filter(role -> matches(names, role.toString())).isPresent()
              || matches(names, session.arn().toString());
      case IamUser user -> matches(names, user.arn().toString());
      case Root root -> matches(names, root.arn());
      case WebIdentity identity -> matches(names, identity.subject());
      case Saml saml ->
          matches(names, saml.subject())
              || saml.provider().filter(provider -> matches(names, provider)).isPresent();
      case AwsService service -> matches(names, service.principal());
      case Unidentified other -> matches(names, other.text());
    };
  }

  private static boolean matches(List<String> names, String text) {
    return names.stream().anyMatch(name -> Glob.matchesText(name, text));
  }
}
