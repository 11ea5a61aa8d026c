package dev.rolecall.explanation.wording.notification;

/// What a notification says in a single line, what matters most first.
public interface AlertLine {

  /// The line with who needs to act or what happened since, as far as that fits.
  String within(LineFormat format);

  /// The line without that, as a title.
  String title(LineFormat format);
}
