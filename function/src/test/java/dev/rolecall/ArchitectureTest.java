package dev.rolecall;

/// The packages of what Lambda gets.
class ArchitectureTest extends ArchitectureRules {}
