package dev.rolecall.cloudtrail.record;

import dev.rolecall.json.JsonValue;
import dev.rolecall.problem.RecordWords;
import java.time.Instant;
import java.util.Optional;

/// `userIdentity.sessionContext`: how the caller's temporary credentials came about.
///
/// @param recorded whether the record has one
/// @param mfa whether the caller gave an MFA code for the credentials
/// @param created when the credentials were issued
/// @param sourceIdentity the source identity that was set when the first session of the chain began
/// @param issuerArn the role's ARN, with its path
/// @param issuerId the role's unique id
/// @param federatedProvider the OIDC provider whose token began the session
/// @param ec2RoleDelivery which version of EC2's metadata service handed the credentials out
public record SessionContext(
    boolean recorded,
    Optional<Boolean> mfa,
    Optional<Instant> created,
    Optional<String> sourceIdentity,
    Optional<String> issuerArn,
    Optional<String> issuerId,
    Optional<String> federatedProvider,
    Optional<String> ec2RoleDelivery) {

  /// Of a call that was not recorded.
  static final SessionContext UNKNOWN =
      new SessionContext(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static SessionContext of(JsonValue context) {
    JsonValue attributes = context.object("attributes");
    JsonValue issuer = context.object("sessionIssuer");
    return new SessionContext(
        attributes.find("creationDate").isPresent()
            || attributes.find("mfaAuthenticated").isPresent()
            || issuer.find("arn").isPresent(),
        attributes.find("mfaAuthenticated").flatMap(SessionContext::flag),
        attributes.time("creationDate"),
        context.text("sourceIdentity"),
        issuer.text("arn"),
        issuer.text("principalId"),
        context.object("webIdFederationData").text("federatedProvider"),
        context.text("ec2RoleDelivery"));
  }

  /// A text that says `true` or `false`, or the same as a JSON value.
  private static Optional<Boolean> flag(JsonValue value) {
    return switch (value.isBoolean() ? value.scalar() : value.text()) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      case "" -> Optional.empty();
      default -> throw value.malformed(RecordWords.trueOrFalse());
    };
  }
}
