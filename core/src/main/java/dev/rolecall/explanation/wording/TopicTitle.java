package dev.rolecall.explanation.wording;

import dev.rolecall.explanation.document.Document.Topic;

/// The headings of the sections of a document.
public final class TopicTitle {

  private TopicTitle() {}

  public static String of(Topic topic) {
    return switch (topic) {
      case CALL -> "The call";
      case INCIDENT -> "Incident";
      case WHY -> "Why";
      case SURENESS -> "How sure";
      case TODO -> "What to do";
      case TRY -> "Test it by hand";
      case CHANGES -> "Recent changes";
      case CHECKLIST -> "Checklist";
      case REQUEST -> "Request to the role's owner";
      case ADVICE -> "Advice";
      case ROLES -> "Roles tried (latest first)";
      case CAUSES -> "By cause";
      case PAIRS -> "Denied most often (✅ resolved, ❌ not)";
      case MEMBERS -> "Callers and roles with the most denials";
      case UNREAD -> "Not readable";
      case ANSWER -> "Answer this alert from a terminal";
      case LINKS -> "Links";
    };
  }
}
