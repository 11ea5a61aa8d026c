package dev.rolecall.report.page;

import dev.rolecall.incident.identity.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// What the page is made of, from the class path.
final class Assets {

  /// In this order they are one script.
  private static final List<String> SCRIPTS =
      List.of(
          "base",
          "data",
          "address",
          "letter",
          "charts",
          "detail",
          "table",
          "filters",
          "pictures",
          "main");

  /// Written by `.github/charts/build.js`.
  private static final String LIBRARY = "library/";

  /// What others wrote of it, and what they ask to go with it.
  private static final List<String> LICENSES =
      List.of(
          "echarts-NOTICE",
          "echarts-LICENSE",
          "echarts-LICENSE-d3",
          "zrender-LICENSE",
          "tslib-LICENSE.txt");

  private Assets() {}

  static String template() {
    return read("page.html");
  }

  static String style() {
    return read("page.css");
  }

  /// The script of the page: nothing of it can be reached from outside.
  static String script() {
    return SCRIPTS.stream()
        .map(name -> read(name + ".js"))
        .collect(Collectors.joining("", "(() => {\n'use strict';\n", "})();\n"));
  }

  /// The part of Apache ECharts that the page uses.
  static String charts() {
    return read(LIBRARY + "echarts.js");
  }

  /// What has to go wherever the library goes.
  static String chartsLicense() {
    return LICENSES.stream().map(name -> read(LIBRARY + name)).collect(Collectors.joining("\n\n"));
  }

  /// What a content security policy knows an inline script or style by.
  static String source(String text) {
    return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
  }

  private static String read(String name) {
    try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
