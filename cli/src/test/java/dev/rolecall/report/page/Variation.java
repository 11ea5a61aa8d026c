package dev.rolecall.report.page;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.evidence.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An explanation of the corpus as that of another denial: at another time, with other names.
///
/// @param rename makes another name of a name
/// @param session of the caller
record Variation(
    Explanation base,
    Instant time,
    UUID eventId,
    UnaryOperator<String> rename,
    UnaryOperator<AccountId> move,
    String session,
    String userAgent,
    String sourceIp) {

  Explanation explanation() {
    return new Explanation(
        denial(),
        base.callerPrincipal().map(this::text),
        base.diagnosis(),
        base.checklist(),
        base.changes().stream().map(this::change).toList(),
        base.fixes().stream().map(this::fix).toList(),
        base.suggestions(),
        base.candidates(),
        Optional.empty(),
        List.of(),
        base.roleTags(),
        false,
        base.accountNames());
  }

  private Denial denial() {
    Denial old = base.denial();
    return new Denial(
        Optional.of(eventId.toString()),
        Optional.empty(),
        Optional.of(time),
        old.region(),
        old.recordedIn().map(move),
        old.call(),
        old.deniedAction(),
        caller(old.caller()),
        old.target()
            .arn()
            .<TargetRole>map(arn -> new TargetRole.Known(role(arn)))
            .orElse(old.target()),
        old.sessionTags(),
        old.sourceIdentity(),
        old.parametersRecorded(),
        old.context(),
        old.reason(),
        old.errorCode(),
        old.awsMessage(),
        userAgent,
        sourceIp,
        Optional.empty());
  }

  private Caller caller(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession of ->
          new Caller.RoleSession(
              new RoleSessionArn(
                  of.arn().partition(),
                  move.apply(of.arn().account()),
                  rename.apply(of.arn().roleName()),
                  session),
              of.role().map(this::role),
              of.roleId());
      case Caller.IamUser user -> new Caller.IamUser(user(user.arn()), user.userId());
      case Caller.Root root -> new Caller.Root(root.partition(), move.apply(root.id()));
      case Caller.WebIdentity of ->
          new Caller.WebIdentity(of.provider(), of.audience(), rename.apply(of.subject()));
      case Caller.Saml saml -> new Caller.Saml(saml.provider(), rename.apply(saml.subject()));
      case Caller.AwsService service -> service;
      case Caller.Unidentified other ->
          new Caller.Unidentified(
              other.type(), rename.apply(other.text()), other.recordedAccount());
    };
  }

  private RoleArn role(RoleArn old) {
    return new RoleArn(
        old.partition(), move.apply(old.account()), old.path(), rename.apply(old.name()));
  }

  private UserArn user(UserArn old) {
    return new UserArn(
        old.partition(), move.apply(old.account()), old.path(), rename.apply(old.name()));
  }

  private Change change(Change old) {
    Duration before = Duration.between(old.time(), base.denial().time().orElse(old.time()));
    return new Change(
        time.minus(before), old.event(), old.by(), old.eventId(), old.names(), old.kind());
  }

  private Fix fix(Fix old) {
    return new Fix(
        old.actor(),
        old.account().map(move),
        old.place(),
        text(old.target()),
        old.policyName(),
        old.before().map(this::text),
        old.after().map(this::text),
        old.requestMust(),
        old.admits().stream().map(this::text).toList(),
        old.result(),
        old.conditions());
  }

  /// A text with the new ARNs and names in place of the old ones.
  private String text(String old) {
    String text = old;
    for (RoleArn arn : arns()) {
      text = text.replace(arn.toString(), role(arn).toString());
    }
    return arns().stream().anyMatch(arn -> arn.name().equals(old)) ? rename.apply(old) : text;
  }

  private List<RoleArn> arns() {
    Optional<RoleArn> caller =
        base.denial().caller() instanceof Caller.RoleSession of ? of.role() : Optional.empty();
    return Stream.of(base.denial().target().arn(), caller).flatMap(Optional::stream).toList();
  }
}
