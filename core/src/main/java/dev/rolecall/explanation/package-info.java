/// Explanations in words.
///
/// A [Document][dev.rolecall.explanation.document.Document] says it once, for no channel in
/// particular; the renderers write it for a terminal, as markdown, as JSON, for Slack, and for
/// every protocol of an SNS topic.
///
/// What came from the caller or the record is a value or a document, never a word: renderers escape
/// everything they write for the place it goes to. External IDs are masked while the document is
/// written, so that no renderer can forget to.
@NullMarked
package dev.rolecall.explanation;

import org.jspecify.annotations.NullMarked;
