package dev.rolecall.event;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who called, by `userIdentity.type`. [CloudTrail userIdentity
/// element](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html)
final class CallerReading {

  private static final Pattern ROOT_ARN = Pattern.compile("arn:([^:]+):iam::(\\d{12}):root");

  private final UserIdentity identity;
  private final Parameters parameters;

  private CallerReading(UserIdentity identity, Parameters parameters) {
    this.identity = identity;
    this.parameters = parameters;
  }

  /// The caller; unidentified when its type is unknown or its record incomplete.
  static Caller of(UserIdentity identity, Parameters parameters) {
    CallerReading reading = new CallerReading(identity, parameters);
    return reading.identified().orElseGet(reading::unidentified);
  }

  private Optional<Caller> identified() {
    Optional<Caller> root = root();
    if (root.isPresent()) {
      return root;
    }
    return switch (identity.type()) {
      case "AssumedRole" ->
          identity.arn().flatMap(RoleSessionArn::parse).<Caller>map(this::session);
      case "IAMUser" ->
          identity
              .arn()
              .flatMap(UserArn::parse)
              .<Caller>map(arn -> new Caller.IamUser(arn, identity.principalId()));
      case "WebIdentityUser" -> identity.userName().<Caller>map(this::webIdentity);
      case "SAMLUser" ->
          identity
              .userName()
              .<Caller>map(subject -> new Caller.Saml(parameters.principalArn(), subject));
      case "AWSService" -> identity.invokedBy().<Caller>map(Caller.AwsService::new);
      default -> Optional.empty();
    };
  }

  private Optional<Caller> root() {
    Matcher arn = ROOT_ARN.matcher(identity.arn().orElse(""));
    if (arn.matches()) {
      return Optional.of(new Caller.Root(arn.group(1), new AccountId(arn.group(2))));
    }
    return identity
        .account()
        .filter(_ -> identity.type().equals("Root"))
        .map(account -> new Caller.Root("aws", account));
  }

  private Caller session(RoleSessionArn arn) {
    Optional<RoleArn> role =
        identity
            .session()
            .issuerArn()
            .flatMap(RoleArn::parse)
            // a record that contradicts itself does not tell the path
            .filter(issuer -> issuer.account().equals(arn.account()))
            .filter(issuer -> issuer.name().equals(arn.roleName()));
    return new Caller.RoleSession(arn, role, roleId());
  }

  private Optional<String> roleId() {
    return identity
        .principalId()
        .map(id -> id.split(":", 2)[0])
        .or(() -> identity.session().issuerId())
        .filter(id -> !id.isEmpty());
  }

  /// `principalId` is `PROVIDER:AUDIENCE:SUBJECT`, and any of the three may hold colons.
  private Caller webIdentity(String subject) {
    Optional<String> provider = identity.identityProvider();
    String before = provider.orElse("") + ":";
    String behind = ":" + subject;
    Optional<String> audience =
        identity
            .principalId()
            .filter(_ -> provider.isPresent())
            .filter(id -> id.length() > before.length() + behind.length())
            .filter(id -> id.startsWith(before) && id.endsWith(behind))
            .map(id -> id.substring(before.length(), id.length() - behind.length()));
    return new Caller.WebIdentity(provider, audience, subject);
  }

  private Caller unidentified() {
    return new Caller.Unidentified(
        identity.type(),
        identity.arn().or(identity::principalId).or(identity::userName).orElse(""),
        identity.account());
  }
}
