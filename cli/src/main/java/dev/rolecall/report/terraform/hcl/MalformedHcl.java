package dev.rolecall.report.terraform.hcl;

/// A file is not what its name says.
public final class MalformedHcl extends Exception {

  private static final long serialVersionUID = 1;

  private final transient HclLocation hclLocation;

  public MalformedHcl(HclLocation hclLocation, String problem) {
    super(problem, null, false, false);
    this.hclLocation = hclLocation;
  }

  public HclLocation place() {
    return hclLocation;
  }
}
