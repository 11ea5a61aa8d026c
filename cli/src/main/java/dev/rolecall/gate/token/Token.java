package dev.rolecall.gate.token;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// An OIDC token or a SAML assertion, without its signature.
public sealed interface Token permits OidcToken, SamlAssertion {

  /// Who calls for `role` with it.
  Caller caller(RoleArn role);

  /// The condition keys that AWS makes of it in a call for `role`; keys ignore case.
  SortedMap<String, KeyState> keys(RoleArn role);

  /// Whether it decides `key`, and no other part of the call does.
  ///
  /// @param key in lower case
  boolean decides(String key);

  /// What may be compared with the audiences that its provider accepts.
  List<String> audiences();

  /// The roles that it lists, where it does.
  Optional<List<String>> roles();

  /// What AWS rejects in it when the call is for `role`, whatever policies say.
  List<TokenProblem> problems(RoleArn role, Instant now);

  /// When AWS stops accepting it; empty when it does not say.
  Optional<Instant> expires();
}
