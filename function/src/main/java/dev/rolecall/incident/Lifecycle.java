package dev.rolecall.incident;

/// Placeholder.
final class Lifecycle {}
