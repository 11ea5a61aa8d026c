package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import java.util.List;

/// The keys that tell who called. Tags and organization of users and roles are not recorded: they
/// are left to what is looked up.
record PrincipalKeys(RequestContext.Builder context, RecordedCall recorded) {

  private static final String ARN = "aws:PrincipalArn";
  private static final String ACCOUNT = "aws:PrincipalAccount";
  private static final String TYPE = "aws:PrincipalType";
  private static final String USER_ID = "aws:userid";
  private static final String USER_NAME = "aws:username";

  private static final List<String> ALL = List.of(ARN, ACCOUNT, TYPE, USER_ID, USER_NAME);

  /// Sent by services, about the resource for which they call.
  private static final List<String> OF_SERVICES =
      List.of("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths");

  static void put(RequestContext.Builder context, RecordedCall recorded) {
    PrincipalKeys keys = new PrincipalKeys(context, recorded);
    switch (recorded.caller()) {
      case Caller.RoleSession session -> keys.session(session);
      case Caller.IamUser user -> keys.user(user);
      case Caller.Root root -> keys.root(root);
      case Caller.Federated _ -> keys.federated();
      case Caller.AwsService service -> keys.service(service);
      case Caller.Unidentified _ -> keys.unidentified();
    }
  }

  private void session(Caller.RoleSession session) {
    iam("AssumedRole", session.arn().account());
    context
        .put(ARN, KeyState.of(session.role(), RecordGap.ROLE_PATH.gap()))
        .put(
            USER_ID,
            KeyState.of(
                session.roleId().map(id -> id + ":" + session.arn().sessionName()),
                RecordGap.CALLER.gap()))
        .put(USER_NAME, KeyState.ABSENT);
  }

  private void user(Caller.IamUser user) {
    iam("User", user.arn().account());
    context
        .put(ARN, KeyState.present(user.arn().toString()))
        .put(USER_ID, KeyState.of(user.userId(), RecordGap.CALLER.gap()))
        .put(USER_NAME, KeyState.present(user.arn().name()));
  }

  private void root(Caller.Root root) {
    iam("Account", root.id());
    context
        .put(ARN, KeyState.present(root.arn()))
        .put(USER_ID, KeyState.present(root.id().value()))
        .put(USER_NAME, KeyState.ABSENT);
  }

  private void iam(String type, AccountId account) {
    isService(KeyState.present("false"), KeyState.ABSENT);
    context.put(TYPE, KeyState.present(type)).put(ACCOUNT, KeyState.present(account.value()));
  }

  /// A token is no principal of IAM.
  private void federated() {
    isService(KeyState.ABSENT, KeyState.ABSENT);
    ALL.forEach(key -> context.put(key, KeyState.ABSENT));
    noOrganization();
  }

  private void service(Caller.AwsService service) {
    KeyState name = KeyState.present(service.principal());
    isService(KeyState.present("true"), KeyState.unknown(RecordGap.SERVICE_RESOURCE.gap()));
    context
        .put("aws:PrincipalServiceName", name)
        // a service may have regional names too
        .put(
            "aws:PrincipalServiceNamesList",
            KeyState.unknown(KeyGaps.key("aws:PrincipalServiceNamesList"), name));
    ALL.forEach(key -> context.put(key, KeyState.unknown(RecordGap.CALLER.gap(), KeyState.ABSENT)));
    context.put(USER_NAME, KeyState.ABSENT).putFamily("aws:PrincipalTag/", KeyState.ABSENT);
    noOrganization();
  }

  private void unidentified() {
    ALL.forEach(key -> context.put(key, KeyState.unknown(RecordGap.CALLER.gap())));
    recorded
        .caller()
        .account()
        .map(account -> KeyState.present(account.value()))
        .ifPresent(
            account -> context.put(ACCOUNT, KeyState.unknown(RecordGap.CALLER.gap(), account)));
    boolean service = recorded.isService();
    isService(
        KeyState.unknown(RecordGap.CALLER.gap(), KeyState.present(String.valueOf(service))),
        service
            ? KeyState.unknown(RecordGap.SERVICE_RESOURCE.gap())
            : KeyState.unknown(RecordGap.CALLER.gap(), KeyState.ABSENT));
  }

  private void isService(KeyState isService, KeyState ofServices) {
    context
        .put("aws:PrincipalIsAWSService", isService)
        .put("aws:PrincipalServiceName", ofServices)
        .put("aws:PrincipalServiceNamesList", ofServices);
    OF_SERVICES.forEach(key -> context.put(key, ofServices));
  }

  private void noOrganization() {
    context
        .put("aws:PrincipalOrgID", KeyState.ABSENT)
        .put("aws:PrincipalOrgPaths", KeyState.ABSENT);
  }
}
