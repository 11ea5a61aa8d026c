package dev.rolecall.lambda.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.lambda.wording.EventWords;
import java.util.Locale;
import java.util.Optional;

/// What the sweep is asked for.
public sealed interface SweepRequest {

  /// Whatever is due.
  record Due() implements SweepRequest {}

  /// Whatever a change of IAM may have mended.
  ///
  /// @param name of the role or user that was changed; empty when it was something that many may
  ///   depend on
  record Changed(AccountId account, Optional<String> name) implements SweepRequest {

    /// Whether the change may matter to a subject.
    public boolean concerns(IncidentSubject incidentSubject) {
      return switch (incidentSubject) {
        case IncidentSubject.Refusal(String caller, String role, String _) ->
            concerns(caller) || concerns(role);
        case IncidentSubject.SharedCause(String policy, String _, CauseCode _) -> concerns(policy);
        case IncidentSubject.Search _ -> false;
      };
    }

    private boolean concerns(String arn) {
      return RoleArn.parse(arn)
          .map(role -> concerns(role.account(), role.name()))
          .or(() -> UserArn.parse(arn).map(user -> concerns(user.account(), user.name())))
          .orElse(false);
    }

    private boolean concerns(AccountId owner, String itsName) {
      return account.equals(owner) && name.map(itsName::equals).orElse(true);
    }
  }

  /// A digest.
  record Summary(Digest.Period period) implements SweepRequest {}

  /// Something else.
  record Foreign() implements SweepRequest {}

  /// What `event` asks for.
  ///
  /// @throws EventFailure when it cannot be understood
  static SweepRequest parse(byte[] event) {
    JsonNode json = EventJson.parse(event);
    return switch (json.path("rolecall").asText("")) {
      case "sweep" -> new Due();
      case "digest" -> new Summary(period(json.path("period").asText("")));
      default -> change(json.path("detail"));
    };
  }

  private static Digest.Period period(String text) {
    try {
      return Digest.Period.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new EventFailure(EventWords.invalid(EventWords.unknownPeriod()));
    }
  }

  private static SweepRequest change(JsonNode record) {
    Optional<AccountId> account =
        AccountId.parse(record.path("recipientAccountId").asText(""))
            .or(() -> AccountId.parse(record.at("/userIdentity/accountId").asText("")));
    boolean iam = record.path("eventSource").asText("").equals("iam.amazonaws.com");
    if (!iam || account.isEmpty()) {
      return new Foreign();
    }
    JsonNode parameters = record.path("requestParameters");
    String name = parameters.path("roleName").asText(parameters.path("userName").asText(""));
    return new Changed(account.get(), Optional.of(name).filter(text -> !text.isEmpty()));
  }
}
