package dev.rolecall.cli.wording;

import java.util.Optional;

/// Why AWS cannot be reached, and what to check.
public final class NetworkWords {

  private NetworkWords() {}

  /// DNS knows no such host.
  ///
  /// @param region a region that does not exist has no host
  /// @param proxy the variable that names a proxy
  /// @param endpoint whether AWS_ENDPOINT_URL names the host
  public static String unknownHost(
      String host, String region, Optional<String> proxy, boolean endpoint) {
    return cannotReach(host)
        + "the name cannot be resolved"
        + check(proxy, endpoint)
        + (endpoint ? "" : ", and whether region " + region + " exists");
  }

  public static String unconnected(String host, Optional<String> proxy, boolean endpoint) {
    return cannotReach(host) + "the connection failed" + check(proxy, endpoint);
  }

  public static String silent(String host, Optional<String> proxy, boolean endpoint) {
    return cannotReach(host) + "it does not answer" + check(proxy, endpoint);
  }

  public static String cutOff(String host, Optional<String> proxy, boolean endpoint) {
    return cannotReach(host) + "the connection was closed" + check(proxy, endpoint);
  }

  /// A certificate that Java does not trust, as of a proxy that reads along.
  public static String untrusted(String host) {
    return cannotReach(host)
        + "Java does not trust its TLS certificate. Behind a proxy that inspects TLS, set"
        + " ROLECALL_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE to a trust store with the proxy's"
        + " certificate";
  }

  /// Something else answers.
  ///
  /// @param byVariable whether AWS_ENDPOINT_URL names the host
  public static String notAws(String host, boolean byVariable) {
    return host
        + " does not answer as AWS STS does: check "
        + (byVariable ? "AWS_ENDPOINT_URL" : "the network connection and the proxy");
  }

  /// AWS's own failure.
  public static String failing(String host, int status, String code) {
    return host
        + " answers with an error (HTTP "
        + status
        + (code.isEmpty() ? "" : ", " + code)
        + "): try again in a minute";
  }

  /// The AWS CLI has no connection.
  ///
  /// @param said the AWS CLI's own words
  public static String cliUnconnected(String profile, String said) {
    return "the AWS CLI cannot sign in with profile \""
        + profile
        + "\" ("
        + said
        + "): check the network connection";
  }

  private static String cannotReach(String host) {
    return "cannot reach " + host + ": ";
  }

  private static String check(Optional<String> proxy, boolean endpoint) {
    return ". Check "
        + (endpoint ? "AWS_ENDPOINT_URL" : "the network connection")
        + proxy.map(name -> " and the proxy in " + name).orElse("");
  }
}
