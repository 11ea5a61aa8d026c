package dev.rolecall.explanation.redaction;

import java.util.List;

/// What may be shown of the values of condition keys, wherever they are listed: external ids are
/// masked unless the user wants to see them; keys, tokens and webhook addresses never appear.
public final class ValueVisibility {

  private final Masking masking;

  /// @param showExternalIds whether external ids are to be shown
  public ValueVisibility(boolean showExternalIds) {
    this.masking = new Masking(showExternalIds);
  }

  /// The values as they may be shown.
  public List<String> values(String conditionKey, List<String> values) {
    return masking.values(conditionKey, values).stream().map(Redaction::of).toList();
  }
}
