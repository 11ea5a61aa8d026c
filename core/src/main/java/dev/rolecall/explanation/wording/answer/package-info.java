/// The sentences that make an answer: its lead, what comes first, what was not checked.
@NullMarked
package dev.rolecall.explanation.wording.answer;

import org.jspecify.annotations.NullMarked;
