package dev.rolecall.lambda.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.queue.LookMessage;
import dev.rolecall.incident.repository.TouchKeys;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.lambda.queue.QueueMessages;
import dev.rolecall.lambda.wording.EventWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the sweep is asked for.
public sealed interface SweepRequest {

  /// Whatever is due.
  record Due() implements SweepRequest {}

  /// Whatever a change of IAM may have mended.
  ///
  /// @param name of the role or user that was changed; empty when it was something that many may
  ///   depend on
  /// @param touched what was changed, by [TouchKeys]; empty when that is not known, and all may be
  ///   concerned
  record Changed(AccountId account, Optional<String> name, Set<String> touched)
      implements SweepRequest {

    /// Whether the change may matter to a subject.
    public boolean concerns(IncidentSubject incidentSubject) {
      return switch (incidentSubject) {
        case IncidentSubject.Refusal(String caller, String role, String _) ->
            concerns(caller) || concerns(role);
        case IncidentSubject.SharedCause(String policy, String _, CauseCode _) ->
            concerns(policy)
                || (name.isEmpty() && TouchKeys.owner(policy).filter(account::equals).isPresent());
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

  /// Incidents that wait in the queue of looks.
  record Queued(List<Look> looks) implements SweepRequest {
    public Queued {
      looks = List.copyOf(looks);
    }
  }

  /// A message of the queue.
  ///
  /// @param id which the queue has to be told of when the look fails
  /// @param message empty when it is not one of ours
  record Look(String id, Optional<LookMessage> message) {}

  /// A digest.
  record Summary(Digest.Period period) implements SweepRequest {}

  /// Something else.
  record Foreign() implements SweepRequest {}

  /// What `event` asks for.
  ///
  /// @throws EventFailure when it cannot be understood
  static SweepRequest parse(byte[] event) {
    JsonNode json = EventJson.parse(event);
    if (QueueMessages.isQueue(json)) {
      return new Queued(
          QueueMessages.read(json).stream()
              .map(
                  message -> new Look(message.getMessageId(), LookMessage.parse(message.getBody())))
              .toList());
    }
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
    Optional<String> name =
        text(parameters.path("roleName"))
            .or(() -> text(parameters.path("userName")))
            .or(() -> text(record.at("/responseElements/role/roleName")));
    return new Changed(account.get(), name, touched(account.get(), name, record));
  }

  private static Set<String> touched(AccountId account, Optional<String> name, JsonNode record) {
    JsonNode parameters = record.path("requestParameters");
    if (name.isPresent()) {
      return Set.of(TouchKeys.principal(account, name.get()));
    }
    Optional<String> provider =
        Stream.of(parameters, record.path("responseElements"))
            .flatMap(
                part ->
                    Stream.of("openIDConnectProviderArn", "sAMLProviderArn")
                        .flatMap(key -> text(part.path(key)).stream()))
            .findFirst();
    if (provider.isPresent()) {
      return provider.flatMap(TouchKeys::provider).map(Set::of).orElse(Set.of());
    }
    boolean policy = parameters.has("policyArn") || parameters.has("groupName");
    return policy ? Set.of(TouchKeys.policies(account)) : Set.of();
  }

  private static Optional<String> text(JsonNode json) {
    return Optional.of(json.asText("")).filter(text -> !text.isEmpty());
  }
}
