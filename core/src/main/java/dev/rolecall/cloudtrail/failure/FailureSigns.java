package dev.rolecall.cloudtrail.failure;

import java.util.List;

/// Cheap signs of a service that could not assume a role, for those who look at millions of texts.
public final class FailureSigns {

  /// What [#in(char\[\], int, int)] looks for, for those who search elsewhere, in a database for
  /// example.
  public static final String PATTERN = "[sS][sS][uU][mM](.?.?$|.[^d]|..[^-])|rust|_ROL|RN m";

  private static final List<String> TELLING =
      List.of("AssumeRoleForPodIdentity", "CreateSession", "GetCredentialsForIdentity");

  private FailureSigns() {}

  /// The names of calls that fail when a role cannot be assumed, whatever their message says.
  public static List<String> telling() {
    return TELLING;
  }

  /// Whether an error message may be one. Most messages name a caller by `assumed-role`, which is
  /// no sign.
  public static boolean in(char[] text, int from, int length) {
    int last = from + length - 5;
    for (int i = from; i <= last; i++) {
      switch (text[i]) {
        case 's', 'S' -> {
          if (isAssume(text, i, from + length)) {
            return true;
          }
        }
        case 'r' -> {
          if (text[i + 1] == 'u' && text[i + 2] == 's' && text[i + 3] == 't') {
            return true;
          }
        }
        case '_' -> {
          if (text[i + 1] == 'R' && text[i + 2] == 'O' && text[i + 3] == 'L') {
            return true;
          }
        }
        case 'R' -> {
          if (text[i + 1] == 'N' && text[i + 2] == ' ' && text[i + 3] == 'm') {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /// `ssum`, but not the one of `assumed-role`.
  private static boolean isAssume(char[] text, int at, int end) {
    return (text[at + 1] | 0x20) == 's'
        && (text[at + 2] | 0x20) == 'u'
        && (text[at + 3] | 0x20) == 'm'
        && !(at + 6 < end && text[at + 5] == 'd' && text[at + 6] == '-');
  }

  /// The same for a text of any kind.
  public static boolean in(String text) {
    return saysAssume(text)
        || (text.contains("ole")
            && (text.contains("rust")
                || text.contains("pool config")
                || text.contains("ARN must")
                || text.contains("of role")))
        || text.contains("_ROLE_");
  }

  /// Names of sessions hold `assumed-role`, and most messages have one.
  private static boolean saysAssume(String text) {
    int at = text.indexOf("ssum");
    while (at >= 0 && text.startsWith("ssumed-role", at)) {
      at = text.indexOf("ssum", at + 1);
    }
    return at >= 0;
  }

  /// Whether calls of this name fail when a role cannot be assumed, whatever their message says.
  public static boolean isTelling(String eventName) {
    return TELLING.contains(eventName);
  }

  /// Whether calls of this name may take a role.
  public static boolean mayTakeRole(String eventName) {
    if (isTelling(eventName)) {
      return true;
    }
    for (String verb : VERBS) {
      if (eventName.startsWith(verb)) {
        return true;
      }
    }
    return false;
  }

  private static final String[] VERBS = {
    "Create",
    "Update",
    "Put",
    "Register",
    "Start",
    "Run",
    "Process",
    "Set",
    "Modify",
    "Add",
    "Replace"
  };
}
