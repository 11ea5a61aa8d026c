package dev.rolecall.incident;

/// Where notices go.
@FunctionalInterface
public interface Outlet {
  /// Sends it.
  void send(Notice notice) throws NotSent;
}
