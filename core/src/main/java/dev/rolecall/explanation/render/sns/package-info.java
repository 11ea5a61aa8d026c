/// Explanations for an SNS topic: e-mail, text messages, queues, Amazon Q in chat.
@NullMarked
package dev.rolecall.explanation.render.sns;

import org.jspecify.annotations.NullMarked;
