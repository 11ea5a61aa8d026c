package dev.rolecall.event;

import dev.rolecall.denial.KeyState;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What GitHub's standard subject tells of other claims: `repo:OWNER/NAME:ref:refs/heads/main`,
/// `repo:OWNER/NAME:environment:prod`, `repo:OWNER/NAME:pull_request`. A repository can be told to
/// send another subject, so that none of it is certain. [OpenID Connect
/// reference](https://docs.github.com/en/actions/reference/security/oidc)
final class GitHubSubject {

  /// Newer subjects have the numeric ids behind the names: `repo:OWNER@1/NAME@2:...`.
  private static final Pattern SUBJECT =
      Pattern.compile("repo:([^/:@]+)(?:@\\d+)?/([^/:@]+)(?:@\\d+)?:([^:]+)(?::(.+))?");

  private GitHubSubject() {}

  /// Claims by name, in lower case.
  static Map<String, KeyState> claims(String subject) {
    Matcher parts = SUBJECT.matcher(subject);
    if (!parts.matches()) {
      return Map.of();
    }
    String owner = parts.group(1);
    Map<String, KeyState> claims = new HashMap<>();
    claims.put("repository", KeyState.present(owner + "/" + parts.group(2)));
    claims.put("repository_owner", KeyState.present(owner));
    String value = parts.group(4);
    switch (parts.group(3)) {
      case "environment" -> {
        if (value != null) {
          claims.put("environment", KeyState.present(value));
        }
      }
      case "ref" -> {
        claims.put("environment", KeyState.ABSENT);
        if (value != null) {
          claims.put("ref", KeyState.present(value));
        }
      }
      default -> claims.put("environment", KeyState.ABSENT);
    }
    return claims;
  }
}
