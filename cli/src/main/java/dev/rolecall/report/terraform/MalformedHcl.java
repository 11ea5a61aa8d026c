package dev.rolecall.report.terraform;

/// A file is not what its name says.
final class MalformedHcl extends Exception {

  private static final long serialVersionUID = 1;

  private final transient HclLocation hclLocation;

  MalformedHcl(HclLocation hclLocation, String problem) {
    super(problem, null, false, false);
    this.hclLocation = hclLocation;
  }

  HclLocation place() {
    return hclLocation;
  }
}
