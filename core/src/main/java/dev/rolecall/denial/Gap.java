package dev.rolecall.denial;

/// One fact that is not known. How it is said is a matter of the explanation.
///
/// @param fact what is not known
/// @param why why it is not
/// @param learnBy the one command or step that settles it
public record Gap(GapFact fact, GapReason why, GapRemedy learnBy) {

  /// A gap in the words of the tool that found it, for what only that tool knows of.
  ///
  /// @param fact as a noun phrase: "the value of `sts:ExternalId`"
  /// @param why as a clause: "it was not given"
  /// @param learnBy a command, an option, or a step that begins with a verb
  public Gap(String fact, String why, String learnBy) {
    this(new GapFact.Stated(fact), new GapReason.Stated(why), new GapRemedy.Stated(learnBy));
  }
}
