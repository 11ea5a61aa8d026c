package dev.rolecall.report.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformRolesTest {

  private static final Path FIXTURES = Path.of("src/test/resources/terraform");

  private static final Path REPOSITORY = Path.of("src/test/resources/terraform-repository");
  private static final String FIXTURES_IN_REPOSITORY = "cli/" + FIXTURES + "/";

  @TempDir private Path folder;

  private static RoleArn role(String pathAndName) {
    return RoleArn.parse("arn:aws:iam::111122223333:role/" + pathAndName).orElseThrow();
  }

  private static String place(FilePlace at) {
    return at.toString().replace(FIXTURES_IN_REPOSITORY, "");
  }

  private static String found(TerraformRoles roles, String pathAndName) {
    RoleLocation found = roles.find(role(pathAndName));
    String places =
        String.join(" ", found.roles().stream().map(role -> place(role.trust())).toList());
    return switch (found.roles().size()) {
      case 0 -> "nowhere";
      case 1 -> (found.guess() ? "perhaps " : "") + places;
      default -> places;
    };
  }

  private TerraformRoles written(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return TerraformRoles.read(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "ops/heredoc, main.tf:13:3",
    "encoded, main.tf:34:3",
    "documented, trust.tf:1:1",
    "elsewhere, main.tf:53:3",
    "from-json, live/roles.tf.json:9:11",
    "one-liner, main.tf:71:1",
    "deploy-a-prod, perhaps main.tf:59:3",
    "worker-20261127233328000000000001, perhaps main.tf:64:3",
    "twice, live/roles.tf.json:17:7 modules/ci/main.tf:1:1",
    "heredoc, nowhere",
    "ops/encoded, nowhere",
    "deploy-a, nowhere",
    "worker-of-somebody, nowhere",
    "commented, nowhere",
    "inline, nowhere",
    "inner, nowhere",
    "not-the-name, nowhere",
    "in-locals, nowhere",
    "downloaded, nowhere",
    "policy-of-a-role, nowhere",
    "anything-else, nowhere",
    "Encoded, nowhere"
  })
  void aRoleIsFoundWhereItsTrustPolicyStands(String role, String where) {
    TerraformRoles roles = TerraformRoles.read(FIXTURES);
    assertThat(roles.problems()).isEmpty();
    assertThat(found(roles, role)).isEqualTo(where);
  }

  @ParameterizedTest
  @CsvSource({
    "shop-prod-deploy, live/prod/main.tf:26:3",
    "shop-dev-deploy, nowhere",
    "conditional, live/prod/trust.json:1:1",
    "ro/reader-reader, live/prod/trust.json.tftpl:1:1",
    "rw/writer-writer, live/prod/trust.json.tftpl:1:1",
    "reader-reader, nowhere",
    "worker-1, live/prod/main.tf:49:3",
    "worker-2, nowhere",
    "never, nowhere",
    "old-name, nowhere",
    "new-name, live/prod/z_override.tf:2:3",
    "orders-7, perhaps live/prod/main.tf:70:1",
    "shop-ci, nowhere",
    "cloud-control, live/prod/main.tf:87:3",
    "module-deploy, live/prod/main.tf:96:3",
    "module-deploy-inner, live/prod/main.tf:96:3",
    "many-a, live/prod/main.tf:101:1",
    "many-b-inner, live/prod/main.tf:101:1",
    "switched-off, nowhere",
    "github-deploy, live/prod/main.tf:117:3",
    "assumable, live/prod/main.tf:124:3",
    "with-suffix-20261127233328000000000001, perhaps live/prod/main.tf:127:1",
    "with-suffix, nowhere",
    "of-tofu, tofu/roles.tofu:3:3",
    "of-terraform, nowhere",
    "unit-stage, units/app/terragrunt.hcl:9:1",
    "unit-stage-inner, units/app/terragrunt.hcl:9:1",
    "unit-included, units/root.hcl:5:1",
    "not-this-one, nowhere",
    "unit-registry, units/registry/terragrunt.hcl:5:1"
  })
  void whatFilesAloneCanTellIsEvaluated(String role, String where) {
    TerraformRoles roles = TerraformRoles.read(REPOSITORY);
    assertThat(roles.problems()).isEmpty();
    assertThat(found(roles, role).replace("cli/" + REPOSITORY + "/", "")).isEqualTo(where);
  }

  @Test
  void aFolderWithoutConfigurationIsEmpty() {
    assertThat(TerraformRoles.read(folder).isEmpty()).isTrue();
    assertThat(TerraformRoles.read(REPOSITORY).isEmpty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF", ""})
  void lineEndsOfWindowsAndAByteOrderMarkChangeNothing(String begin) throws IOException {
    String text =
        Files.readString(FIXTURES.resolve("main.tf")).replace("\n", "\r\n")
            + "resource \"aws_iam_role\" \"last\" { name = \"last\" }";
    TerraformRoles roles = written("main.tf", begin + text);
    assertThat(roles.problems()).isEmpty();
    assertThat(found(roles, "ops/heredoc")).isEqualTo("main.tf:13:3");
    assertThat(found(roles, "last")).isEqualTo("main.tf:76:1");
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("a.tf", "\nresource \"aws_iam_role\" \"x\" {\n", "2:29 `{` is never closed"),
        arguments("a.tf", "locals {\n  a = [1, 2\n}\n", "3:1 unmatched `}`"),
        arguments("a.tf", "locals {\n  a = (1\n", "2:7 `(` is never closed"),
        arguments("a.tf", "}\n", "1:1 unmatched `}`"),
        arguments("a.tf", "locals {\n  a = \"b\n}\n", "2:7 unterminated string"),
        arguments("a.tf", "a = <<EOT\nb\n", "1:5 unterminated heredoc"),
        arguments("a.tf", "a =\n", "1:4 no value after `=`"),
        arguments("a.tf", "a b\n", "1:4 expected `=` or `{` after `a`"),
        arguments("a.tf", "? {}\n", "1:1 expected an attribute or a block"),
        arguments("a.tf", "a {".repeat(200), "1:303 blocks are nested too deeply"),
        arguments("a.tf.json", "{\"resource\": [1]}", "1:15 expected a JSON object"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenFileIsNamedAndTheOthersAreUsed(String file, String text, String problem)
      throws IOException {
    Files.writeString(folder.resolve("b.tf"), "resource \"aws_iam_role\" \"b\" { name = \"b\" }");
    TerraformRoles roles = written(file, text);
    assertThat(roles.problems())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.at().file()).isEqualTo(file);
              assertThat(place(one.at()) + " " + one.problem()).isEqualTo(file + ":" + problem);
            });
    assertThat(found(roles, "b")).isEqualTo("b.tf:1:1");
  }

  @Test
  void jsonThatIsNoneIsNamedWithItsLine() throws IOException {
    TerraformRoles roles = written("a.tf.json", "{\n  \"resource\": {,}\n}");
    assertThat(roles.problems())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.at().place().line()).isEqualTo(2);
              assertThat(one.problem()).startsWith("invalid JSON: ");
            });
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    Files.write(folder.resolve("latin.tf"), "a = \"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(TerraformRoles.read(folder).problems())
        .extracting(TerraformRoles.Problem::problem)
        .containsExactly("the file is not UTF-8");
    assertThat(TerraformRoles.read(folder.resolve("missing")).problems())
        .extracting(TerraformRoles.Problem::problem)
        .containsExactly("cannot be read");
  }

  @Test
  void linksAreNoLoopsAndWhatHasTwoNamesIsReadOnce() throws IOException {
    written("z/main.tf", "resource \"aws_iam_role\" \"r\" { name = \"linked\" }");
    Files.createSymbolicLink(folder.resolve("z/loop"), folder);
    Files.createSymbolicLink(folder.resolve("a.tf"), folder.resolve("z/main.tf"));
    TerraformRoles roles = TerraformRoles.read(folder);
    assertThat(roles.roles()).hasSize(1);
    assertThat(found(roles, "linked")).isEqualTo("z/main.tf:1:1");
  }

  @Test
  void stringsInExpressionsInStringsHaveAnEnd() throws IOException {
    String deep = "\"${".repeat(5_000) + "}\"".repeat(5_000);
    assertThat(written("a.tf", "a = " + deep).problems()).hasSizeLessThan(2);
  }

  @Test
  void unitsOfTerragruntUseFunctionsAndFilesAboveThem() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    written(
        "modules/role/main.tf",
        "variable \"name\" {}\nresource \"aws_iam_role\" \"r\" { name = var.name }");
    written(
        "root.hcl",
        "locals { company = \"acme\" }\n"
            + "inputs = { name = \"${basename(get_terragrunt_dir())}-root\" }");
    written("live/env.hcl", "locals { env = \"prod\" }");
    written(
        "live/common.hcl",
        "terraform { source ="
            + " \"${dirname(find_in_parent_folders(\"root.hcl\"))}//modules/role?ref=v1\" }");
    written(
        "live/by-root/terragrunt.hcl",
        """
        include "root" { path = find_in_parent_folders("root.hcl") }
        terraform { source = "${get_repo_root()}/modules//role" }
        """);
    written(
        "live/by-env/terragrunt.hcl",
        """
        include "root" {
          path   = find_in_parent_folders("root.hcl")
          expose = true
        }
        include "common" { path = "${get_terragrunt_dir()}/../common.hcl" }
        locals {
          env = read_terragrunt_config(find_in_parent_folders("env.hcl"))
        }
        inputs = {
          name = "${include.root.locals.company}-${local.env.locals.env}-${path_relative_to_include()}"
        }
        """);
    written(
        "live/by-loop/terragrunt.hcl",
        """
        terraform { source = "../../modules/role" }
        locals {
          a = read_terragrunt_config("./terragrunt.hcl")
          b = local.c
          c = local.b
        }
        inputs = { name = local.a.locals.b }
        """);
    TerraformRoles roles = TerraformRoles.read(folder);
    assertThat(roles.problems()).isEmpty();
    assertThat(found(roles, "by-root-root")).isEqualTo("live/by-root/terragrunt.hcl:1:1");
    assertThat(roles.find(role("acme-prod-live/by-env")).roles()).isEmpty();
    assertThat(roles.roles())
        .extracting(one -> one.name().flatMap(HclTemplate::literal).orElse("?"))
        .contains("acme-prod-live/by-env", "?");
  }

  @Test
  void nullThatIsPassedIsNotTheDefault() throws IOException {
    written(
        "m/main.tf",
        """
        variable "name" { default = "of-default" }
        variable "other" {
          default  = "of-other"
          nullable = false
        }
        resource "aws_iam_role" "a" { name = var.name == null ? "was-null" : var.name }
        resource "aws_iam_role" "b" { name = var.other }
        """);
    TerraformRoles roles =
        written("main.tf", "module \"m\" {\n  source = \"./m\"\n  name = null\n  other = null\n}");
    assertThat(found(roles, "was-null")).isEqualTo("main.tf:1:1");
    assertThat(found(roles, "of-default")).isEqualTo("nowhere");
    assertThat(found(roles, "of-other")).isEqualTo("main.tf:1:1");
  }

  static Stream<String> hostile() {
    StringBuilder doubled = new StringBuilder("locals {\n  l0 = \"aaaaaaaaaa\"\n  k0 = [\"a\"]\n");
    StringBuilder chain = new StringBuilder("locals {\n");
    for (int i = 1; i < 60; i++) {
      doubled.append(
          "  l%1$d = \"${local.l%2$d}${local.l%2$d}\"%n  k%1$d = [local.k%2$d, local.k%2$d]%n"
              .formatted(i, i - 1));
    }
    for (int i = 0; i < 20_000; i++) {
      chain.append("  c%d = local.c%d%n".formatted(i, i + 1));
    }
    String list = "[" + "1,".repeat(900) + "]";
    String loops =
        "[for a in %1$s : [for b in %1$s : [for c in %1$s : [for d in %1$s : \"${a}${b}\"]]]]"
            .formatted("local.l");
    return Stream.of(
        doubled + "  name = flatten(local.k59) == local.k59 ? local.l59 : local.l58\n}\n",
        chain + "  name = local.c0\n}\n",
        "locals {\n  l = " + list + "\n  name = join(\"\", flatten(" + loops + "))\n}\n",
        "locals {\n  name = \"" + "${var.a}a".repeat(30) + "x\"\n}\n",
        "locals {\n  name = local.name\n}\n",
        "locals {\n  name = " + "(".repeat(5_000) + "1" + ")".repeat(5_000) + "\n}\n",
        "locals {\n  name = replace(\"" + "a".repeat(150) + "\", \"/(a+)+b/\", \"\")\n}\n",
        "locals {\n  name = replace(\""
            + "a".repeat(150)
            + "\", \"/a*a*a*a*a*a*a*a*a*a*a*a*b/\", \"\")\n}\n");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  @Timeout(20)
  void whatNeverEndsIsNotEvaluated(String locals) throws IOException {
    TerraformRoles roles =
        written(
            "main.tf",
            locals
                + "resource \"aws_iam_role\" \"r\" {\n"
                + "  name = local.name\n"
                + "}\n"
                + "resource \"aws_iam_role\" \"s\" { name = \"s\" }");
    assertThat(found(roles, "a".repeat(60) + "y")).isEqualTo("nowhere");
    assertThat(found(roles, "s")).startsWith("main.tf:");
  }

  @Test
  @Timeout(20)
  void modulesThatCallEachOtherHaveAnEnd() throws IOException {
    String calls = "module \"x\" { source = \"%1$s\" }\nmodule \"y\" { source = \"%1$s\" }\n";
    written(
        "a/main.tf",
        calls.formatted("../b") + "resource \"aws_iam_role\" \"r\" { name = \"looped\" }");
    written("b/main.tf", calls.formatted("../a"));
    TerraformRoles roles = written("main.tf", "module \"a\" { source = \"./a\" }");
    assertThat(roles.problems()).hasSize(1);
    assertThat(roles.roles()).isNotEmpty();
  }

  @Test
  void aFolderIsInTheRepositoryThatALinkLeadsTo() throws IOException {
    Files.createDirectories(folder.resolve("repository/.git"));
    written("repository/live/main.tf", "resource \"aws_iam_role\" \"r\" { name = \"linked\" }");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("repository/live"));
    assertThat(found(TerraformRoles.read(link), "linked")).isEqualTo("live/main.tf:1:1");
  }
}
