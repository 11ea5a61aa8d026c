package dev.rolecall;

/// The packages of what people get.
class ArchitectureTest extends ArchitectureRules {}
