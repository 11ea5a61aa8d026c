package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.cloudtrail.record.RequestParameters;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.provider.TokenTags;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.Optional;

/// The keys that come from the request's parameters: known when these are recorded, else not.
record RequestKeys(
    RequestContext.Builder context, RecordedCall recorded, RequestParameters requestParameters) {

  static void put(RequestContext.Builder context, RecordedCall recorded) {
    RequestKeys keys = new RequestKeys(context, recorded, recorded.parameters());
    keys.parameters();
    keys.tags();
    // never part of these calls: a condition on them never matches
    context.put("sts:AWSServiceName", KeyState.ABSENT).put("sts:DurationSeconds", KeyState.ABSENT);
    if (recorded.call() != AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY) {
      context.put("sts:RoleAuthorizedByIdp", KeyState.ABSENT);
    }
  }

  private void parameters() {
    context
        .put("sts:ExternalId", externalId())
        .put(
            "sts:RoleSessionName",
            KeyState.of(requestParameters.roleSessionName(), RecordGap.SESSION_NAME.gap()))
        .put("sts:SourceIdentity", sourceIdentity());
  }

  /// Users, roles and a few services send an external id; the federated calls have no such
  /// parameter.
  private KeyState externalId() {
    if (recorded.isFederated()) {
      return KeyState.ABSENT;
    }
    if (requestParameters.externalId().isPresent() || requestParameters.recorded()) {
      return KeyState.orAbsent(requestParameters.externalId());
    }
    if (recorded.caller() instanceof Caller.AwsService(String principal)) {
      return ofService(principal);
    }
    return recorded.isService() ? KeyState.ABSENT : KeyState.unknown(RecordGap.EXTERNAL_ID.gap());
  }

  /// Services that are known send one only where that is documented.
  private static KeyState ofService(String principal) {
    Optional<ServiceCaller> service = ServiceCallers.of(principal);
    return service.isPresent() && service.get().externalId().isEmpty()
        ? KeyState.ABSENT
        : KeyState.unknown(
            KeyGaps.externalId(principal, service.flatMap(ServiceCaller::externalId)));
  }

  private KeyState sourceIdentity() {
    Optional<String> known = recorded.knownSourceIdentity();
    if (known.isPresent()) {
      return KeyState.present(known.get());
    }
    return switch (recorded.sourceIdentity()) {
      case NO -> notSent(RecordGap.SOURCE_IDENTITY.gap());
      case YES -> KeyState.unknown(RecordGap.SOURCE_IDENTITY.gap());
      case UNKNOWN ->
          KeyState.unknown(
              recorded.isFederated()
                  ? RecordGap.TOKEN_SOURCE_IDENTITY.gap()
                  : RecordGap.SOURCE_IDENTITY.gap(),
              KeyState.ABSENT);
    };
  }

  /// The tags of a token or assertion become tags of the principal too.
  private void tags() {
    KeyState others =
        unsent(recorded.isFederated() ? RecordGap.TOKEN_TAGS.gap() : RecordGap.SESSION_TAGS.gap());
    family("aws:RequestTag/", others);
    if (recorded.isFederated()) {
      family("aws:PrincipalTag/", others);
    }
    context
        .put("aws:TagKeys", present(List.copyOf(requestParameters.tags().keySet())).orElse(others))
        .put(
            "sts:TransitiveTagKeys", present(requestParameters.transitiveTagKeys()).orElse(others));
  }

  private void family(String prefix, KeyState others) {
    context.putFamily(prefix, others);
    requestParameters
        .tags()
        .forEach((key, value) -> context.put(prefix + key, KeyState.present(value)));
  }

  private static Optional<KeyState> present(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(new KeyState.Present(values));
  }

  /// What is known of a tag that is not recorded.
  private KeyState unsent(Gap gap) {
    if (requestParameters.recorded() && !requestParameters.tags().isEmpty()) {
      return KeyState.ABSENT;
    }
    return switch (recorded.sessionTags()) {
      case NO -> notSent(gap);
      case YES -> KeyState.unknown(gap);
      case UNKNOWN ->
          TokenTags.of(recorded.caller()) == TokenTags.DOCUMENTED
              ? KeyState.unknown(gap)
              : KeyState.unknown(gap, KeyState.ABSENT);
    };
  }

  /// That a service is not known to send something does not prove that it was not sent.
  private KeyState notSent(Gap gap) {
    return requestParameters.recorded() || recorded.isFederated()
        ? KeyState.ABSENT
        : KeyState.unknown(gap, KeyState.ABSENT);
  }
}
