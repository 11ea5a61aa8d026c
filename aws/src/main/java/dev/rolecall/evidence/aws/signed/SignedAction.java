package dev.rolecall.evidence.aws.signed;

/// What is asked of services without a client of the SDK. A policy must allow the action.
public enum SignedAction {
  GET_REQUEST_AUTHORIZATION_DETAILS("iam", "GetRequestAuthorizationDetails"),
  INVOKE_FUNCTION("lambda", "InvokeFunction"),
  GET_EVENT_SOURCE_MAPPING("lambda", "GetEventSourceMapping");

  private final String service;
  private final String name;

  SignedAction(String service, String name) {
    this.service = service;
    this.name = name;
  }

  /// The name that a signature is for.
  public String service() {
    return service;
  }

  /// As policies have it: `lambda:InvokeFunction`.
  public String action() {
    return service + ":" + name;
  }
}
