package dev.rolecall.report.terraform.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HclEvaluatorTest {

  private static final HclValue ROLES =
      new HclValue.Members(
          Map.of(
              "ci",
              new HclValue.Members(
                  Map.of("name", HclValue.text("deploy"), "path", HclValue.text("/ci/")))));

  private static final HclScope SCOPE =
      (name, attribute) ->
          switch (name + "." + attribute) {
            case "var.env" -> Optional.of(HclValue.text("prod"));
            case "local.roles" -> Optional.of(ROLES);
            default -> Optional.empty();
          };

  private static HclValue evaluate(String source) {
    return HclEvaluator.evaluate(new HclExpression.Native(source), SCOPE);
  }

  /// A value with `?` in the place of what is not known.
  private static String shown(HclValue value) {
    return switch (value) {
      case HclValue.Text(HclTemplate template) -> {
        StringBuilder all = new StringBuilder();
        template.parts().forEach(part -> all.append(part.expression() ? "?" : part.text()));
        yield all.toString();
      }
      case HclValue.Numeric _, HclValue.Bool _ -> value.string().orElseThrow();
      case HclValue.Null _ -> "null";
      case HclValue.Elements(List<HclValue> values) ->
          values.stream().map(HclEvaluatorTest::shown).toList().toString();
      case HclValue.Members(Map<String, HclValue> values) -> {
        Map<String, String> all = new TreeMap<>();
        values.forEach((key, one) -> all.put(key, shown(one)));
        yield all.toString();
      }
      case HclValue.Unknown _ -> "?";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "'a\\u002db', a-b",
    "'a$${b}', 'a${b}'",
    "'a%%{b}', 'a%{b}'",
    "'a\\\\b\\\"c\\td', 'a\\b\"c\td'",
    "'\\U0001F600', \uD83D\uDE00",
    "'\\uD8', uD8"
  })
  void escapesOfAStringAreRead(String source, String text) {
    assertThat(evaluate("\"" + source + "\"").string()).contains(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          "a-${var.env}"                                     | a-prod
          sort(["b", "a"])[0]                                | a
          tolist(toset(["b", "a", "b"]))                     | [a, b]
          [for k, v in {b = 1, a = 2} : "${k}${v}"]          | [a2, b1]
          values({b = 1, a = 2})[0]                          | 2
          title("my-role_name is")                           | My-Role_name Is
          format("%s-%02d", "a", 3)                          | a-03
          length("abc")                                      | 3
          basename("a/b.json")                               | b.json
          dirname("a/b.json")                                | a
          startswith(var.env, "pr") ? "yes" : "no"           | yes
          "a-${var.other}-b"                                 | a-?-b
          "${var.env}"                                       | prod
          "${~ var.env ~}"                                   | prod
          "%{ if var.env == "x" }a%{ endif }"                | ?
          var.env == "prod" ? "yes" : "no"                   | yes
          var.env != "prod" ? "yes" : "no"                   | no
          data.x.y.z ? null : "role"                         | role
          data.x.y.z ? "role" : null                         | role
          data.x.y.z ? "a" : "b"                             | ?
          data.x.y.z[0]["k"].v                               | ?
          local.roles["ci"].name                             | deploy
          local.roles.ci.name                                | deploy
          local.roles.ci.none                                | ?
          lookup(local.roles.ci, "none", "x")                | x
          try(local.roles.ci.none, "x")                      | x
          try(data.x.y, "x")                                 | ?
          coalesce(null, "", "x")                            | x
          join("-", ["a", var.env, "b"])                     | a-prod-b
          join("-", ["a", data.x.y.z])                       | a-?
          join("-", compact(["a", "", null, "b"]))           | a-b
          format("%s-%s-%d", "a", var.env, 3)                | a-prod-3
          format("%05d", 3)                                  | 00003
          lower("A-${data.x.y}")                             | a-?
          upper(var.env)                                     | PROD
          replace("a.b.c", ".", "-")                         | a-b-c
          replace("a1b22", "/[0-9]+/", "-")                  | a-b-
          substr("production", 0, 4)                         | prod
          trimsuffix("a-role", "-role")                      | a
          split("/", "a/b")[1]                               | b
          [for r in ["a", "b"] : upper(r)]                   | [A, B]
          [for k, v in local.roles : "${k}-${v.name}"]       | [ci-deploy]
          {for k, v in local.roles : v.name => k}            | {deploy=ci}
          [for r in ["a", "b"] : r if r != "a"]              | [b]
          [for r in data.x.y : r.name]                       | ?
          local.roles.*.name                                 | [deploy]
          values(local.roles)[*].path                        | [/ci/]
          {a = 1, "b" : "x", (var.env) = true}               | {a=1, b=x, prod=true}
          merge({a = "1"}, {a = "2", b = "3"})["a"]          | 2
          toset(["a", "a", "b"])                             | [a, b]
          keys(local.roles)                                  | [ci]
          length(["a"]) > 0 ? "some" : "none"                | some
          !true || (1 + 2 * 3 == 7 && -1 < 0)                | true
          concat(["a"], ["b"])                               | [a, b]
          element(["a", "b"], 3)                             | b
          max([1, 2]...)                                     | ?
          provider::x::y("a")                                | ?
          "a" "b"                                            | ?
          (                                                  | ?
          each.value.name                                    | ?
          """)
  void expressionsComeToWhatTerraformMakesOfThem(String source, String value) {
    assertThat(shown(evaluate(source))).isEqualTo(value);
  }

  @Test
  void hereDocumentsAreTemplates() {
    assertThat(shown(evaluate("<<-EOT\n  a\n    ${var.env}\n  EOT"))).isEqualTo("a\n  prod\n");
  }

  @Test
  void deepExpressionsHaveAnEnd() {
    assertThat(evaluate("(".repeat(100_000))).isInstanceOf(HclValue.Unknown.class);
    assertThat(evaluate("!".repeat(100_000) + "true")).isNotNull();
    assertThat(evaluate("[".repeat(5_000) + "]".repeat(5_000))).isNotNull();
  }
}
