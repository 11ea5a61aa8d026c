package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Somebody else than the refused caller, with the condition keys that tell who that is. Everything
/// else is unknown: a stranger may send what it likes.
record OtherCaller(Caller caller) {

  private static final String OTHER = "rolecall-stranger";
  private static final AccountId ELSEWHERE = new AccountId("000000000001");
  private static final int MOST_ENTRIES = 8;
  private static final int MOST_SEGMENTS = 16;

  private static final KeyState UNKNOWN =
      KeyState.unknown(new Gap("what a stranger sends", "it decides itself", "nothing"));

  /// The caller itself, callers that differ from it in one part of their identity, and one for each
  /// principal that the `added` statements name.
  static List<OtherCaller> around(Caller caller, List<Statement> added) {
    List<Caller> all = new ArrayList<>();
    all.add(caller);
    switch (caller) {
      case RoleSession session -> session.role().ifPresent(role -> roles(all, role));
      case IamUser user -> users(all, user.arn());
      case WebIdentity identity -> subjects(all, identity);
      case Saml saml -> all.add(new Saml(saml.provider(), OTHER));
      case AwsService _ -> all.add(new AwsService(OTHER + ".amazonaws.com"));
      case Root _, Unidentified _ -> {}
    }
    added.stream()
        .flatMap(statement -> statement.principal().stream())
        .flatMap(element -> element.entries().stream().limit(MOST_ENTRIES))
        .forEach(entry -> of(all, entry));
    return all.stream().map(OtherCaller::new).toList();
  }

  private static void roles(List<Caller> all, RoleArn role) {
    all.add(session(new RoleArn(role.partition(), ELSEWHERE, role.path(), role.name()), OTHER));
    all.add(session(new RoleArn(role.partition(), role.account(), role.path(), OTHER), OTHER));
    all.add(session(new RoleArn(role.partition(), role.account(), "/other/", role.name()), OTHER));
    all.add(session(role, OTHER));
    all.add(user(new UserArn(role.partition(), role.account(), "/", role.name())));
  }

  private static void users(List<Caller> all, UserArn user) {
    all.add(user(new UserArn(user.partition(), ELSEWHERE, user.path(), user.name())));
    all.add(user(new UserArn(user.partition(), user.account(), user.path(), OTHER)));
    all.add(user(new UserArn(user.partition(), user.account(), "/other/", user.name())));
    all.add(session(new RoleArn(user.partition(), user.account(), "/", user.name()), OTHER));
  }

  private static Caller session(RoleArn role, String session) {
    return new RoleSession(
        new RoleSessionArn(role.partition(), role.account(), role.name(), session),
        Optional.of(role),
        Optional.of("AROASTRANGERSTRANGER1"));
  }

  private static Caller user(UserArn arn) {
    return new IamUser(arn, Optional.of("AIDASTRANGERSTRANGER1"));
  }

  /// One for each segment of the subject, however it is delimited, and one with another audience.
  private static void subjects(List<Caller> all, WebIdentity identity) {
    String subject = identity.subject();
    int start = 0;
    for (int i = 0; i <= subject.length() && all.size() <= MOST_SEGMENTS; i++) {
      if (i == subject.length() || ":/|.".indexOf(subject.charAt(i)) >= 0) {
        all.add(with(identity, subject.substring(0, start) + OTHER + subject.substring(i)));
        start = i + 1;
      }
    }
    all.add(with(identity, subject + OTHER));
    all.add(with(identity, OTHER));
    all.add(new WebIdentity(identity.provider(), Optional.of(OTHER), subject));
  }

  private static Caller with(WebIdentity identity, String subject) {
    return new WebIdentity(identity.provider(), identity.audience(), subject);
  }

  private static void of(List<Caller> all, PrincipalEntry entry) {
    switch (entry) {
      case Everyone _ -> {
        all.add(session(new RoleArn("aws", ELSEWHERE, "/", OTHER), OTHER));
        all.add(user(new UserArn("aws", ELSEWHERE, "/", OTHER)));
      }
      case Account account -> {
        String partition = account.partition().orElse("aws");
        all.add(session(new RoleArn(partition, account.account(), "/", OTHER), OTHER));
        all.add(user(new UserArn(partition, account.account(), "/", OTHER)));
      }
      case Role role -> all.add(session(role.arn(), OTHER));
      case User user -> all.add(user(user.arn()));
      case Session session ->
          all.add(new RoleSession(session.arn(), Optional.empty(), Optional.empty()));
      case Federated federated ->
          all.add(
              federated.text().contains(":saml-provider/")
                  ? new Saml(Optional.of(federated.text()), OTHER)
                  : new WebIdentity(Optional.of(federated.text()), Optional.of(OTHER), OTHER));
      case Service service -> all.add(new AwsService(service.text()));
      case UniqueId _, Nobody _ -> {}
    }
  }

  /// What its request would carry.
  RequestContext context() {
    RequestContext.Builder context = RequestContext.builder(_ -> UNKNOWN);
    caller
        .account()
        .ifPresent(account -> context.put("aws:PrincipalAccount", present(account.value())));
    context.put(
        "aws:PrincipalArn",
        caller
            .principalArn()
            .map(KeyState::present)
            .orElse(caller.account().isPresent() ? UNKNOWN : KeyState.ABSENT));
    switch (caller) {
      case IamUser user -> context.put("aws:username", present(user.arn().name()));
      case WebIdentity identity -> {
        String name = WebIdentity.providerName(identity.provider().orElse(""));
        context.put(name + ":sub", present(identity.subject()));
        identity.audience().ifPresent(aud -> context.put(name + ":aud", present(aud)));
      }
      case RoleSession _, Root _, Saml _, AwsService _, Unidentified _ ->
          context.put("aws:username", KeyState.ABSENT);
    }
    return context.build();
  }

  private static KeyState present(String value) {
    return KeyState.present(value);
  }
}
