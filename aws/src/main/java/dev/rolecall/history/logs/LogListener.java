package dev.rolecall.history.logs;

/// Hears what happens while log groups are read, on several threads.
public interface LogListener {

  /// What the user should know, in one sentence; each is said once.
  void note(String sentence);

  /// So many bytes more were scanned, for which AWS charges.
  void scanned(long bytes);
}
