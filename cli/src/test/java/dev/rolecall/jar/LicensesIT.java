package dev.rolecall.jar;

/// The command line has two jars.
class LicensesIT extends LicensesTests {

  LicensesIT() {
    super("rolecall-live.jar");
  }
}
