package dev.rolecall.report.terraform.hcl;

/// A place in one of the files.
///
/// @param file relative to the root of the repository, its names between slashes
public record FilePlace(String file, HclLocation place) {

  /// `main.tf:12:3`.
  @Override
  public String toString() {
    return file + ":" + place.line() + ":" + place.column();
  }
}
