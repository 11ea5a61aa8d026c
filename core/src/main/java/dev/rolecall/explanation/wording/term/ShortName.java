package dev.rolecall.explanation.wording.term;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;

/// What a caller or a role of an incident is called, from the text that it is filed under.
public final class ShortName {

  private ShortName() {}

  /// The name of a role or user; the subject or its owner, without its provider, of a federated
  /// caller; else the text itself.
  public static String of(String text) {
    String name =
        RoleArn.parse(text)
            .map(RoleArn::name)
            .or(() -> UserArn.parse(text).map(UserArn::name))
            .or(() -> Caller.Root.parse(text).map(root -> "root user of " + root.id()))
            .orElseGet(() -> afterProvider(text));
    return VisibleText.line(Redaction.of(name));
  }

  private static String afterProvider(String text) {
    return text.substring(text.indexOf('#') + 1);
  }

  /// The provider of a federated caller; empty for others.
  public static String provider(String text) {
    int end = text.indexOf('#');
    return end < 0 ? "" : text.substring(0, end);
  }
}
