package dev.rolecall.report.terraform.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Writes what is read of the configurations of the tests, for a comparison with what HashiCorp's
/// own parser reads of them (`npm --prefix cli/src/test/hcl test`).
class HclDumpTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void theBlocksOfAllConfigurationsAreWritten() throws IOException, MalformedHcl {
    ObjectNode files = JSON.createObjectNode();
    for (String folder : List.of("terraform", "terraform-repository")) {
      Path root = Path.of("src/test/resources", folder);
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(HclDumpTest::isHcl).sorted().toList()) {
          HclBlock content = HclFile.read(file.toString(), Files.readString(file));
          dump(content, files.putObject(file.toString()));
        }
      }
    }
    assertThat(files.size()).isGreaterThan(8);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/hcl-blocks.json"), files.toPrettyString());
  }

  private static boolean isHcl(Path file) {
    return file.toString().matches(".*\\.(tf|tofu|hcl|tfvars)");
  }

  private static void dump(HclBlock block, ObjectNode to) {
    ObjectNode attributes = to.putObject("attributes");
    block
        .attributes()
        .forEach(
            (name, one) -> {
              HclValue value = HclEvaluator.evaluate(one.value(), (_, _) -> Optional.empty());
              attributes.put(name, value.string().orElse(null));
            });
    ArrayNode blocks = to.putArray("blocks");
    for (HclBlock inner : block.blocks()) {
      ObjectNode one = blocks.addObject().put("type", inner.type());
      inner.labels().forEach(one.putArray("labels")::add);
      dump(inner, one);
    }
  }
}
