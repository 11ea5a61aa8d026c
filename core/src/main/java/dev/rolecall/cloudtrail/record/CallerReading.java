package dev.rolecall.cloudtrail.record;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who called, by `userIdentity.type`, and by AWS's sentence where that does not tell it.
/// [CloudTrail userIdentity
/// element](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html)
///
/// @param contradictsSentence whether AWS's sentence names another caller
record CallerReading(Caller caller, boolean contradictsSentence) {

  /// A service's own principal: `ec2.amazonaws.com`, but not `AWS Internal`.
  private static final Pattern SERVICE =
      Pattern.compile(
          "(?:[a-z0-9-]+\\.)+(?:amazonaws\\.com(?:\\.cn)?|amazon\\.com|aws\\.internal)");

  /// Whether `text` is the name of a service.
  static boolean isService(String text) {
    return SERVICE.matcher(text).matches();
  }

  /// The caller; unidentified when its type is unknown or its record incomplete, and AWS's sentence
  /// does not tell it either.
  ///
  /// @param said the ARN, or the name of a service, in AWS's sentence
  static CallerReading of(
      UserIdentity identity, RequestParameters requestParameters, Optional<String> said) {
    return new Reading(identity, requestParameters).caller(said);
  }

  private record Reading(UserIdentity identity, RequestParameters parameters) {

    CallerReading caller(Optional<String> said) {
      Optional<Caller> recorded = identified();
      Optional<Caller> inSentence = said.flatMap(this::said);
      if (recorded.isPresent()) {
        // a recorded ARN was held against the sentence already
        boolean other =
            identity.arn().isEmpty()
                && inSentence.isPresent()
                && !(recorded.get() instanceof Caller.AwsService)
                && !recorded.get().principalArn().equals(inSentence.get().principalArn());
        return new CallerReading(recorded.get(), other);
      }
      boolean elsewhere =
          inSentence
              .flatMap(Caller::account)
              .filter(
                  account -> identity.account().filter(other -> !other.equals(account)).isPresent())
              .isPresent();
      return elsewhere
          ? new CallerReading(unidentified(Optional.empty()), true)
          : new CallerReading(
              inSentence.filter(_ -> mayBeSaid()).orElseGet(() -> unidentified(said)), false);
    }

    /// A service is no user, and who brings a token or an assertion has no ARN.
    private boolean mayBeSaid() {
      return switch (identity.type()) {
        case "AWSService", "WebIdentityUser", "SAMLUser" -> false;
        default -> true;
      };
    }

    private Optional<Caller> said(String text) {
      return Caller.Root.parse(text)
          .<Caller>map(root -> root)
          .or(() -> RoleSessionArn.parse(text).map(this::session))
          .or(() -> UserArn.parse(text).map(this::user));
    }

    private Optional<Caller> identified() {
      Optional<Caller> root = root();
      if (root.isPresent()) {
        return root;
      }
      return switch (identity.type()) {
        case "AssumedRole" ->
            identity.arn().flatMap(RoleSessionArn::parse).<Caller>map(this::session);
        case "IAMUser" -> identity.arn().flatMap(UserArn::parse).<Caller>map(this::user);
        case "WebIdentityUser" -> identity.userName().<Caller>map(this::webIdentity);
        case "SAMLUser" ->
            identity
                .userName()
                .<Caller>map(subject -> new Caller.Saml(parameters.principalArn(), subject));
        case "AWSService" ->
            identity
                .invokedBy()
                .filter(SERVICE.asMatchPredicate())
                .<Caller>map(Caller.AwsService::new);
        default -> Optional.empty();
      };
    }

    private Optional<Caller> root() {
      return identity
          .arn()
          .flatMap(Caller.Root::parse)
          .<Caller>map(root -> root)
          .or(
              () ->
                  identity
                      .account()
                      .filter(_ -> identity.type().equals("Root"))
                      .map(account -> new Caller.Root("aws", account)));
    }

    private Caller user(UserArn arn) {
      return new Caller.IamUser(arn, identity.principalId());
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

    private Caller unidentified(Optional<String> said) {
      return new Caller.Unidentified(
          identity.type(),
          identity
              .arn()
              .or(() -> said.filter(text -> text.startsWith("arn:")))
              .or(identity::principalId)
              .or(identity::userName)
              .or(identity::invokedBy)
              .orElse(""),
          identity.account());
    }
  }
}
