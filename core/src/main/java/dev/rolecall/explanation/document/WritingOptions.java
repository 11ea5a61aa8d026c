package dev.rolecall.explanation.document;

/// How to write an explanation.
///
/// @param showExternalIds write external ids as they are; else they are masked
/// @param terraform add HCL even when the caller is not Terraform
/// @param color use colour, for terminals
/// @param width columns of the terminal; formats that do not wrap ignore it
/// @param links where to look on
public record WritingOptions(
    boolean showExternalIds, boolean terraform, boolean color, int width, LinkSettings links) {

  /// With links to the console alone.
  public WritingOptions(boolean showExternalIds, boolean terraform, boolean color, int width) {
    this(showExternalIds, terraform, color, width, LinkSettings.CONSOLE);
  }

  /// Nothing special, for a terminal of 100 columns.
  public static WritingOptions plain() {
    return new WritingOptions(false, false, false, 100);
  }

  /// The same with other links.
  public WritingOptions linking(LinkSettings links) {
    return new WritingOptions(showExternalIds, terraform, color, width, links);
  }
}
