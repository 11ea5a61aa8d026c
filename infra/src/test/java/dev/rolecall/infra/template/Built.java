package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.services.lambda.Code;

/// The template, made once for all tests.
final class Built {

  static final Release RELEASE = new Release("1.2.3", "hash");

  private static final ObjectNode TEMPLATE = build();

  private Built() {}

  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }

  static Path cdkJson() {
    return Path.of("..", "cdk.json");
  }

  private static ObjectNode build() {
    try {
      return TemplateApp.template(
          TemplateApp.app(cdkJson(), Files.createTempDirectory("rolecall-template")),
          Code.fromAsset("src/main/java"),
          RELEASE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
