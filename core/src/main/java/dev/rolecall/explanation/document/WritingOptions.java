package dev.rolecall.explanation.document;

/// How to write an explanation.
///
/// @param showExternalIds write external ids as they are; else they are masked
/// @param terraform add HCL even when the caller is not Terraform
/// @param color use colour, for terminals
/// @param width columns of the terminal; formats that do not wrap ignore it
/// @param links where to look on
/// @param ofCommand whether the denial was found in the output of a command, which is not to be run
///   again only to see more of its explanation
public record WritingOptions(
    boolean showExternalIds,
    boolean terraform,
    boolean color,
    int width,
    LinkSettings links,
    boolean ofCommand) {

  /// With links to the console alone.
  public WritingOptions(boolean showExternalIds, boolean terraform, boolean color, int width) {
    this(showExternalIds, terraform, color, width, LinkSettings.CONSOLE, false);
  }

  /// Nothing special, for a terminal of 100 columns.
  public static WritingOptions plain() {
    return new WritingOptions(false, false, false, 100);
  }

  /// The same with other links.
  public WritingOptions linking(LinkSettings links) {
    return new WritingOptions(showExternalIds, terraform, color, width, links, ofCommand);
  }

  /// The same for what the output of a command shows.
  public WritingOptions ofOutput() {
    return new WritingOptions(showExternalIds, terraform, color, width, links, true);
  }
}
