package dev.rolecall.explanation.wording.notification;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.incident.enumeration.StandoutReason;
import dev.rolecall.incident.state.SearchReach;

/// Why one role of a search has an alert of its own, and when others have none.
final class StandoutWords {

  private StandoutWords() {}

  /// What people have to know of an alert that is part of a search.
  static Block.Fact fact(StandoutReason reason) {
    return new Block.Fact(
        "🚨 Possible role enumeration",
        "this caller is trying one role after another. " + because(reason));
  }

  private static String because(StandoutReason reason) {
    return switch (reason) {
      case OPENS -> "The policies allow it to assume this role, or it already did.";
      case PRIVILEGED -> "The name or the tags of this role mark it as privileged.";
      case EXISTS -> "This role exists, unlike most of the others.";
      case OTHER_ACCOUNT -> "This role is in a different account from the others.";
      case OWNER -> "This is the first role of this owner that it tried.";
    };
  }

  /// That more roles matter than have alerts of their own.
  static String limit(SearchReach reach) {
    return Count.of(reach.more(), "more role")
        + " that matter were tried. At most "
        + SearchReach.MOST_SINGLES
        + " an hour get an alert of their own.";
  }
}
