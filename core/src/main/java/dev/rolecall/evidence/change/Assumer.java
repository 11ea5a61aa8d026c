package dev.rolecall.evidence.change;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who assumed a role, by all the names that records give him. The account of the caller and the
/// account of the role record the same call differently; one name in common is enough.
final class Assumer {

  private Assumer() {}

  /// The names of the `userIdentity` of a record.
  static List<String> namesIn(RecordTexts identity) {
    Optional<String> principalId = identity.text("principalId");
    Optional<String> arn = identity.text("arn");
    Optional<String> user = identity.text("userName");
    return switch (identity.text("type").orElse("")) {
      case "AssumedRole" ->
          names(
              identity.text("sessionContext", "sessionIssuer", "arn"),
              arn.flatMap(RoleSessionArn::parse).map(Assumer::roleOf),
              principalId.map(Assumer::uniqueId));
      case "IAMUser" -> names(arn, principalId);
      case "AWSAccount" -> names(principalId.map(Assumer::uniqueId));
      case "WebIdentityUser" -> names(user.map(Assumer::webSubject));
      case "SAMLUser" -> names(user.map(Assumer::samlSubject));
      case "AWSService" -> names(identity.text("invokedBy").map(Assumer::service));
      default -> names(arn, principalId);
    };
  }

  /// The names of a caller.
  static List<String> namesOf(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session ->
          names(
              session.role().map(RoleArn::toString).or(() -> Optional.of(roleOf(session.arn()))),
              session.roleId());
      case Caller.IamUser user -> names(Optional.of(user.arn().toString()), user.userId());
      case Caller.Root _ -> List.of();
      case Caller.WebIdentity identity -> names(Optional.of(webSubject(identity.subject())));
      case Caller.Saml saml -> names(Optional.of(samlSubject(saml.subject())));
      case Caller.AwsService service -> names(Optional.of(service(service.principal())));
      case Caller.Unidentified other -> other.text().isEmpty() ? List.of() : List.of(other.text());
    };
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // they are only read
  private static List<String> names(Optional<String>... names) {
    List<String> known = new ArrayList<>(names.length);
    for (Optional<String> name : names) {
      name.ifPresent(known::add);
    }
    return known;
  }

  /// A role without its path, which session ARNs do not have.
  private static String roleOf(RoleSessionArn session) {
    return "session:" + session.account() + "/" + session.roleName();
  }

  private static String uniqueId(String principalId) {
    return principalId.split(":", 2)[0];
  }

  private static String webSubject(String subject) {
    return "oidc:" + subject;
  }

  private static String samlSubject(String subject) {
    return "saml:" + subject;
  }

  private static String service(String principal) {
    return "service:" + principal;
  }
}
