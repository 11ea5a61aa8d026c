package dev.rolecall.cloudtrail.record;

import dev.rolecall.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `requestParameters`: what was sent. AWS leaves them out of most denials.
///
/// @param recorded whether the record holds them
/// @param principalArn the ARN of the SAML provider
/// @param serialNumber the MFA device; who sends it sends its code too
/// @param tags session tags of the call, of the token or assertion, and inherited transitive ones
public record RequestParameters(
    boolean recorded,
    Optional<String> roleArn,
    Optional<String> roleSessionName,
    Optional<String> externalId,
    Optional<String> sourceIdentity,
    Optional<String> principalArn,
    Optional<String> serialNumber,
    Map<String, String> tags,
    List<String> transitiveTagKeys) {

  /// Of a call whose parameters were not recorded.
  static final RequestParameters NOT_RECORDED =
      new RequestParameters(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          List.of());

  /// Of a call of which at most the external ID is known.
  static RequestParameters sending(Optional<String> externalId) {
    return new RequestParameters(
        false,
        Optional.empty(),
        Optional.empty(),
        externalId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  static RequestParameters of(JsonValue parameters) {
    Optional<String> roleArn = parameters.text("roleArn");
    Optional<String> sessionName = parameters.text("roleSessionName");
    return new RequestParameters(
        // every call has to send both: an object without them does not hold what was sent
        roleArn.isPresent() || sessionName.isPresent(),
        roleArn,
        sessionName,
        parameters.text("externalId"),
        parameters.text("sourceIdentity"),
        parameters.text("principalArn"),
        parameters.text("serialNumber"),
        tags(parameters),
        parameters.list("transitiveTagKeys").stream().map(JsonValue::text).toList());
  }

  private static Map<String, String> tags(JsonValue parameters) {
    Map<String, String> tags =
        new LinkedHashMap<>(parameters.map("incomingTransitiveTags", JsonValue::text));
    tags.putAll(parameters.map("principalTags", JsonValue::text));
    for (JsonValue tag : parameters.list("tags")) {
      Optional<String> key = tag.asObject().text("key");
      if (key.isPresent()) {
        tags.put(key.get(), tag.text("value").orElse(""));
      }
    }
    return tags;
  }
}
