package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.installation.NumericSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `docs/settings.md` lists the settings with their defaults.
class SettingsPageTest {

  private static List<String> rows() throws IOException {
    try (var lines = Files.lines(Path.of("..", "docs", "settings.md"))) {
      return lines.filter(line -> line.startsWith("| `")).toList();
    }
  }

  @Test
  void everySettingOfCdkJsonHasARow() throws IOException {
    JsonNode settings =
        new ObjectMapper().readTree(Path.of("..", "cdk.json").toFile()).at("/context/rolecall");
    List<String> rows = rows();
    assertThat(settings.isEmpty()).isFalse();
    settings
        .fieldNames()
        .forEachRemaining(name -> assertThat(rows).as(name).anyMatch(row -> named(row, name)));
  }

  @ParameterizedTest
  @EnumSource
  void everyNumberHasItsDefaultAndItsLimits(NumericSetting setting) throws IOException {
    assertThat(rows())
        .filteredOn(row -> named(row, setting.key()))
        .singleElement()
        .asString()
        .contains(Integer.toString(setting.standard()), setting.least() + " to " + setting.most());
  }

  private static boolean named(String row, String setting) {
    return row.split("\\|", -1)[1].contains("`" + setting + "`");
  }
}
