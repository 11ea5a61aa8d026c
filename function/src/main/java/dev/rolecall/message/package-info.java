/// Explanations in words.
///
/// A [Document][dev.rolecall.message.Document] says it once, for no channel in particular; the
/// formats write it for a terminal, as markdown, as JSON, for Slack, and for every protocol of an
/// SNS topic. All human sentences live in this package.
///
/// What came from strangers is a value or a document, never a word: formats escape everything they
/// write for the place it goes to. External ids are masked while the letter is written, so that no
/// format can forget to.
@NullMarked
package dev.rolecall.message;

import org.jspecify.annotations.NullMarked;
