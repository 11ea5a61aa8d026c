package dev.rolecall.explanation.wording.notification;

import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.List;
import java.util.Optional;

/// A denied call in a single line, cause first: "wrong external ID: ci-deploy (tooling) →
/// prod-deploy (production). For: team that runs ci-deploy".
///
/// What does not fit is left out in this order: the ending, the caller's account, the end of the
/// role's name, the note, the end of the caller's name, the end of the account's name. The cause
/// always stays.
///
/// @param cause fixed words
/// @param note what is new about the cause, in fixed words
/// @param endings who needs to act, or how it ended; the first that fits is taken
record CauseLine(
    String cause,
    Optional<String> note,
    String caller,
    Optional<String> callerAccount,
    String role,
    Optional<String> roleAccount,
    List<String> endings)
    implements AlertLine {

  /// So much of a name distinguishes it from others, as a rule.
  private static final int READABLE = 16;

  CauseLine {
    endings = List.copyOf(endings);
  }

  /// @param note what is new about the cause
  static CauseLine of(
      Headline headline, String cause, Optional<String> note, List<String> endings) {
    return new CauseLine(
        cause,
        note,
        headline.caller(),
        headline.callerAccount().filter(_ -> !headline.sharesAccount()),
        headline.role(),
        headline.roleAccount(),
        endings);
  }

  @Override
  public String title(LineFormat format) {
    return new CauseLine(cause, note, caller, callerAccount, role, roleAccount, List.of())
        .within(format);
  }

  @Override
  public String within(LineFormat format) {
    CauseLine clean = cleanedFor(format);
    for (String ending : clean.endings) {
      String line = clean.text(format) + ending;
      if (line.length() <= format.most()) {
        return line;
      }
    }
    return clean.cut(format);
  }

  private CauseLine cleanedFor(LineFormat format) {
    return new CauseLine(
        cause,
        note,
        clean(format, caller),
        callerAccount.map(name -> clean(format, name)),
        clean(format, role),
        roleAccount.map(name -> clean(format, name)),
        endings.stream().map(ending -> clean(format, ending)).toList());
  }

  private static String clean(LineFormat format, String name) {
    return format.clean().apply(VisibleText.line(name));
  }

  private String cut(LineFormat format) {
    CauseLine line = this;
    if (line.over(format) > 0) {
      line = line.named(caller, Optional.empty(), role, roleAccount);
    }
    if (line.over(format) > 0) {
      line = line.named(caller, Optional.empty(), line.shorter(role, format), roleAccount);
    }
    if (line.over(format) > 0) {
      line =
          new CauseLine(
              cause, Optional.empty(), caller, Optional.empty(), role, roleAccount, List.of());
      line = line.named(caller, Optional.empty(), line.shorter(role, format), roleAccount);
    }
    if (line.over(format) > 0) {
      line = line.named(line.shorter(caller, format), Optional.empty(), line.role, roleAccount);
    }
    if (line.over(format) > 0) {
      CauseLine all = line;
      line =
          line.named(
              line.caller,
              Optional.empty(),
              line.role,
              roleAccount.map(name -> all.shorter(name, format)));
    }
    return Truncation.at(format.most(), format.more(), line.text(format), text -> text);
  }

  private CauseLine named(
      String caller, Optional<String> callerAccount, String role, Optional<String> roleAccount) {
    return new CauseLine(cause, note, caller, callerAccount, role, roleAccount, endings);
  }

  private int over(LineFormat format) {
    return text(format).length() - format.most();
  }

  /// As much of a name as fits, but enough to distinguish it from others.
  private String shorter(String name, LineFormat format) {
    int width = Math.max(READABLE, name.length() - Math.max(0, over(format)));
    return Truncation.at(width, format.more(), name, text -> text);
  }

  private String text(LineFormat format) {
    return format.start()
        + cause
        + note.map(news -> " (" + news + ")").orElse("")
        + ": "
        + caller
        + callerAccount.map(CauseLine::inBrackets).orElse("")
        + format.arrow()
        + role
        + roleAccount.map(CauseLine::inBrackets).orElse("");
  }

  private static String inBrackets(String account) {
    return " (" + account + ")";
  }
}
