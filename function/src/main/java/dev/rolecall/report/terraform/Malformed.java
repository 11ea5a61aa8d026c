package dev.rolecall.report.terraform;

/// A file is not what its name says.
final class Malformed extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Place place;

  Malformed(Place place, String problem) {
    super(problem, null, false, false);
    this.place = place;
  }

  Place place() {
    return place;
  }
}
