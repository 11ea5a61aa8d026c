package dev.rolecall.evidence.change;

import dev.rolecall.denial.AccountId;

/// What a change was made to.
///
/// @param of an ARN, or account and name, by the topic
public record ChangeKey(Topic topic, String of) {

  /// What a change touches.
  public enum Topic {
    /// A role as something to assume: its trust policy, its tags, the role itself.
    ASSUMED_ROLE,
    /// A role as a caller: its permissions, its tags, the role itself.
    CALLING_ROLE,
    USER,
    GROUP,
    POLICY,
    /// The OpenID Connect providers of an account.
    OIDC,
    /// The SAML providers of an account.
    SAML,
    /// The SCPs and RCPs of an organization, and the places of its accounts: of one account, or of
    /// all.
    ORGANIZATION,
    /// A role and who assumed it.
    ASSUMED_BY
  }

  /// An entity of an account; names are unique there, whatever the path.
  public static ChangeKey of(Topic topic, AccountId account, String name) {
    return new ChangeKey(topic, account + "/" + name);
  }

  /// A role and one of the names of who assumed it.
  public static ChangeKey assumed(String roleArn, String who) {
    return new ChangeKey(Topic.ASSUMED_BY, roleArn + " " + who);
  }
}
