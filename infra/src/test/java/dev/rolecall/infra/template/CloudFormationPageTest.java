package dev.rolecall.infra.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `docs/cloudformation.md` shows the parameters that the template has, with values that it takes.
@Tag("slow")
class CloudFormationPageTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\| (.*?) ?\\| .*\\|$");
  private static final Pattern DEPLOYMENT =
      Pattern.compile("aws cloudformation deploy ((?:.*\\\\\n)*.*)\n");
  private static final Pattern GIVEN = Pattern.compile("\\b([A-Z]\\w+)=(\\S*)");

  private final String page = Files.readString(Path.of("..", "docs", "cloudformation.md"));
  private final JsonNode parameters = Built.template().get("Parameters");

  CloudFormationPageTest() throws IOException {}

  @Test
  void theTableListsEveryParameterWithItsDefault() {
    Map<String, String> listed = new TreeMap<>();
    ROW.matcher(page)
        .results()
        .forEach(row -> listed.put(row.group(1), row.group(2).replace("`", "")));
    Map<String, String> expected = new TreeMap<>();
    parameters
        .properties()
        .forEach(
            parameter ->
                expected.put(
                    parameter.getKey(), parameter.getValue().path("Default").asText("required")));
    expected.put("CodeKey", new Release(version(), "").codeKey());

    assertThat(listed).isEqualTo(expected);
  }

  @Test
  void commandsGiveWhatTheTemplateTakes() {
    List<Map<String, String>> commands = new ArrayList<>();
    for (MatchResult deployment : DEPLOYMENT.matcher(page).results().toList()) {
      Map<String, String> given = new TreeMap<>();
      GIVEN
          .matcher(deployment.group(1))
          .results()
          .forEach(one -> given.put(one.group(1), one.group(2).replace("BUCKET", "artifacts")));
      if (deployment.group(1).contains("--parameter-overrides")) {
        commands.add(given);
        assertThat(deployment.group(1)).contains("--capabilities CAPABILITY_IAM", "--s3-bucket");
      }
    }

    assertThat(commands).hasSize(2);
    for (Map<String, String> given : commands) {
      given.forEach(
          (name, value) -> {
            assertThat(parameters.has(name)).as(name).isTrue();
            assertThat(value).matches(parameters.get(name).path("AllowedPattern").asText(".*"));
          });
      // Without it, the AWS CLI keeps the key of the old release.
      assertThat(given).containsEntry("CodeKey", new Release(version(), "").codeKey());
      assertThat(required()).allMatch(given::containsKey);
      assertThat(new Resolver(Built.template(), given).failedRules()).isEmpty();
    }
  }

  /// The parser of HashiCorp reads the configuration itself: `cli/src/test/hcl/template.js`.
  @Test
  void terraformPassesParametersOfTheTemplate() {
    String merged =
        page.substring(page.indexOf("parameters = merge({"), page.indexOf("}, var.settings)"));
    List<String> passed =
        Pattern.compile("(?m)^ +([A-Z]\\w+) +=")
            .matcher(merged)
            .results()
            .map(one -> one.group(1))
            .toList();

    assertThat(passed).containsAll(required()).contains("CodeKey");
    assertThat(passed).allMatch(parameters::has);
  }

  /// What only the CDK app can do are settings, and the template has no parameter for them.
  @Test
  void theSettingsThatAreMissingExist() throws IOException {
    int from = page.indexOf("## What only the CDK app can do");
    String list = page.substring(from, page.indexOf("## ", from + 5));
    String settings = Files.readString(Path.of("..", "docs", "settings.md"));

    assertThat(
            Stream.of("members", "pagerDuty", "mutes", "ownerTags", "privilegedRoles", "runbookUrl")
                .filter(setting -> !list.contains("`" + setting)))
        .isEmpty();
    Pattern.compile("`([a-z]+[A-Z]?[A-Za-z.]*)`")
        .matcher(list)
        .results()
        .map(one -> one.group(1).replaceFirst(".*\\.", ""))
        .forEach(setting -> assertThat(settings).contains(setting));
  }

  private List<String> required() {
    List<String> required = new ArrayList<>();
    parameters
        .properties()
        .forEach(
            parameter -> {
              if (!parameter.getValue().has("Default")) {
                required.add(parameter.getKey());
              }
            });
    return required;
  }

  private static String version() {
    try {
      return Pattern.compile("(?m)^  <version>(.*?)(-SNAPSHOT)?</version>$")
          .matcher(Files.readString(Path.of("..", "pom.xml")))
          .results()
          .findFirst()
          .orElseThrow()
          .group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
