package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a tool answers.
///
/// @param text for people
/// @param json the same as data
/// @param quotesRecords whether what other people wrote may be in the text
public record ToolAnswer(String text, ObjectNode json, boolean quotesRecords) {}
