package dev.rolecall.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.incident.identity.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The library of the page is what it says it is, and two advisories do not reach us:
///
/// - Older than 5.5.1, it wrote names of legends as markup into tooltips.
/// - Older than 6.1.0 (CVE-2026-45249), it wrote names of `lines` as markup into tooltips.
class ChartsLibraryTest {

  private static final Pattern TOOLTIP = Pattern.compile("tooltip: \\{(?!\\s*\\.\\.\\.tip\\(\\))");
  private static final Pattern TYPE = Pattern.compile("type: '([a-z]+)'");

  private static Properties vendored(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            Assets.class.getResourceAsStream("library/" + name + ".vendored.properties"), name)) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  void theLibraryIsWhatTheScriptWrote() throws IOException {
    assertThat(HexFormat.of().formatHex(Sha256.of(Assets.charts())))
        .isEqualTo(vendored("echarts").getProperty("sha256"));
  }

  @Test
  void itIsNewEnough() throws IOException {
    int[] version =
        Arrays.stream(vendored("echarts").getProperty("version").split("\\."))
            .mapToInt(Integer::parseInt)
            .toArray();
    assertThat(Arrays.compare(version, new int[] {6, 1, 0})).isNotNegative();
    assertThat(Assets.charts())
        .startsWith(
            "/* Part of Apache ECharts " + vendored("echarts").getProperty("version") + ":");
  }

  @Test
  void tooltipsAreDrawnAndNotWritten() {
    String script = Assets.script();
    assertThat(script).contains("renderMode: 'richText'");
    assertThat(TOOLTIP.matcher(script).find()).isFalse();
  }

  @Test
  void nothingElseIsDrawn() {
    assertThat(TYPE.matcher(Assets.script()).results().map(found -> found.group(1)))
        .containsOnly("bar", "button", "category", "sankey", "shadow", "value");
    assertThat(Assets.script()).doesNotContain("legend: {", "dataView", "toolbox");
  }
}
