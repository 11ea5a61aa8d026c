package dev.rolecall.lambda.interaction;

/// The answer to a request to the address of a function: a status and nothing else.
public enum UrlAnswer {
  /// Whatever Slack signed: it will be done.
  ACCEPTED(200),
  /// Signed by Slack, and not understood.
  NOT_UNDERSTOOD(400),
  /// Whatever Slack did not sign, always the same.
  REFUSED(401);

  private final int status;

  UrlAnswer(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /// As Lambda takes it.
  public String json() {
    return "{\"statusCode\":%d,\"headers\":{\"content-type\":\"text/plain\"},\"body\":\"\"}"
        .formatted(status);
  }
}
