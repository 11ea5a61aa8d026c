package dev.rolecall.gate.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredTrustTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RoleArn ROLE =
      RoleArn.parse("arn:aws:iam::222222222222:role/app").orElseThrow();
  private static final String PROVIDER =
      "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com";
  private static final String SUB = "token.actions.githubusercontent.com:sub";

  @TempDir private Path folder;

  private ConfiguredTrust trust(String configuration) throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve("main.tf"), configuration);
    return ConfiguredTrust.of(ROLE, TerraformRoles.read(folder), Optional.of(PROVIDER));
  }

  private static JsonNode statement(ConfiguredTrust trust) throws JsonProcessingException {
    assertThat(trust).isInstanceOf(ConfiguredTrust.Whole.class);
    String policy = ((ConfiguredTrust.Whole) trust).policy().policy().source();
    JsonNode statements = JSON.readTree(policy).path("Statement");
    return statements.isArray() ? statements.path(0) : statements;
  }

  private static List<String> open(ConfiguredTrust trust) {
    assertThat(trust).isInstanceOf(ConfiguredTrust.Partial.class);
    return ((ConfiguredTrust.Partial) trust).open();
  }

  /// A role with one condition on the subject, whose values are `subjects`.
  private static String role(String subjects) {
    return """
    resource "aws_iam_openid_connect_provider" "github" {
      url = "https://token.actions.githubusercontent.com"
    }
    resource "aws_iam_role" "app" {
      name               = "app"
      assume_role_policy = data.aws_iam_policy_document.trust.json
    }
    data "aws_iam_policy_document" "trust" {
      statement {
        actions = ["sts:AssumeRoleWithWebIdentity"]
        principals {
          type        = "Federated"
          identifiers = [aws_iam_openid_connect_provider.github.arn]
        }
        condition {
          test     = "StringLike"
          variable = "token.actions.githubusercontent.com:sub"
          values   = %s
        }
      }
    }
    """
        .formatted(subjects);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"repo:acme/app:*\"]",
        "[for name in [\"app\"] : \"repo:acme/${name}:*\"]",
        "formatlist(\"repo:acme/%s:*\", [\"app\"])",
        "[format(\"repo:%s/%s:%s\", \"acme\", \"app\", \"*\")]",
        "tolist([join(\":\", [\"repo\", \"acme/app\", \"*\"])])",
        "concat([\"repo:acme/app:*\"], [])",
        "[local.subject]",
        "var.subjects",
        "[for key, value in { app = \"*\" } : \"repo:acme/${key}:${value}\"]",
        "[file(\"${path.module}/subject.txt\")]",
        "[module.names.subject]",
        "[try(module.names.subject, \"none\")]",
        "var.none == null ? [\"repo:acme/app:*\"] : []",
      })
  void evaluatesSubjects(String subjects) throws IOException {
    Files.writeString(folder.resolve("subject.txt"), "repo:acme/app:*");
    Files.createDirectories(folder.resolve("names"));
    Files.writeString(
        folder.resolve("names/main.tf"), "output \"subject\" { value = \"repo:acme/app:*\" }");
    JsonNode statement =
        statement(
            trust(
                role(subjects)
                    + """
                    locals { subject = "repo:acme/app:*" }
                    variable "subjects" { default = ["repo:acme/app:*"] }
                    variable "none" { default = null }
                    module "names" { source = "./names" }
                    """));
    assertThat(statement.path("Condition").path("StringLike").path(SUB).asText())
        .isEqualTo("repo:acme/app:*");
    assertThat(statement.path("Principal").path("Federated").asText()).isEqualTo(PROVIDER);
    assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\","
            + " Principal = { AWS = \"arn:aws:iam::${data.aws_caller_identity.me.account_id}:root\""
            + " }, Action = \"sts:AssumeRole\" }] })",
        "<<EOF\n{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\":"
            + " {\"AWS\": \"arn:${data.aws_partition.it.partition}:iam::222222222222:root\"},"
            + " \"Action\": \"sts:AssumeRole\"}}\nEOF\n",
        "file(\"trust.json\")",
        "templatefile(\"${path.module}/trust.tftpl\", { account = \"222222222222\" })",
        "local.trust",
        "data.aws_iam_policy_document.merged.json",
        "data.aws_iam_policy_document.counted[0].json",
        "data.aws_iam_policy_document.each[\"root\"].json",
      })
  void evaluatesEveryFormOfAPolicy(String policy) throws IOException {
    String json =
        "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
            + " {\"AWS\": \"arn:aws:iam::ACCOUNT:root\"}, \"Action\": \"sts:AssumeRole\"}]}";
    Files.writeString(folder.resolve("trust.json"), json.replace("ACCOUNT", "222222222222"));
    Files.writeString(folder.resolve("trust.tftpl"), json.replace("ACCOUNT", "${account}"));
    String document =
        """
        data "aws_iam_policy_document" "%s" {
          %s
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "AWS"
              identifiers = ["arn:aws:iam::222222222222:root"]
            }
          }
        }
        """;
    JsonNode statement =
        statement(
            trust(
                "resource \"aws_iam_role\" \"app\" {\n  name = \"app\"\n  assume_role_policy = "
                    + policy
                    + "\n}\n"
                    + """
                    data "aws_caller_identity" "me" {}
                    data "aws_partition" "it" {}
                    locals {
                      trust = jsonencode(local.document)
                      document = {
                        Version = "2012-10-17"
                        Statement = [{
                          Effect    = "Allow"
                          Principal = { AWS = "arn:aws:iam::222222222222:root" }
                          Action    = "sts:AssumeRole"
                        }]
                      }
                    }
                    data "aws_iam_policy_document" "merged" {
                      source_policy_documents = [data.aws_iam_policy_document.counted[0].json]
                    }
                    """
                    + document.formatted("counted", "count = 1")
                    + document.formatted("each", "for_each = toset([\"root\"])")));
    assertThat(statement.path("Principal").path("AWS").asText())
        .isEqualTo("arn:aws:iam::222222222222:root");
  }

  @Test
  void dynamicBlocksAndPolicyVariables() throws IOException {
    JsonNode condition =
        statement(
                trust(
                    role("[\"repo:acme/app:*\"]")
                        .replace(
                            "    condition {\n      test     = \"StringLike\"",
                            """
                                dynamic "condition" {
                                  for_each = { team = "&{aws:PrincipalTag/team}", plain = "x" }
                                  content {
                                    test     = "StringEquals"
                                    variable = "aws:RequestTag/${condition.key}"
                                    values   = [condition.value]
                                  }
                                }
                                condition {
                                  test     = "StringLike"\
                            """)))
            .path("Condition");
    assertThat(condition.path("StringEquals").path("aws:RequestTag/team").asText())
        .isEqualTo("${aws:PrincipalTag/team}");
    assertThat(condition.path("StringEquals").path("aws:RequestTag/plain").asText()).isEqualTo("x");
    assertThat(condition.path("StringLike").path(SUB).asText()).isEqualTo("repo:acme/app:*");
  }

  @Test
  void aModuleGetsItsArgumentsWithTheirArns() throws IOException {
    Files.createDirectories(folder.resolve("role"));
    Files.writeString(
        folder.resolve("role/main.tf"),
        role("var.subjects")
                .replace("aws_iam_openid_connect_provider.github.arn", "var.provider_arn")
                .replaceFirst("(?s)resource \"aws_iam_openid.*?\n}\n", "")
                .replace("\"app\"\n", "var.name\n")
            + "variable \"name\" {}\nvariable \"subjects\" {}\nvariable \"provider_arn\" {}\n");
    JsonNode statement =
        statement(
            trust(
                """
                resource "aws_iam_openid_connect_provider" "github" {
                  url = "https://token.actions.githubusercontent.com"
                }
                module "role" {
                  for_each     = { app = ["repo:acme/app:*"], other = [] }
                  source       = "./role"
                  name         = each.key
                  subjects     = each.value
                  provider_arn = aws_iam_openid_connect_provider.github.arn
                }
                """));
    assertThat(statement.path("Condition").path("StringLike").path(SUB).asText())
        .isEqualTo("repo:acme/app:*");
    assertThat(statement.path("Principal").path("Federated").asText()).isEqualTo(PROVIDER);
  }

  /// An account is known from the role's ARN only where the same provider manages both.
  @Test
  void anotherProviderMayBeAnotherAccount() throws IOException {
    ConfiguredTrust trust =
        trust(
            """
            data "aws_caller_identity" "me" {
              provider = aws.other
            }
            resource "aws_iam_role" "app" {
              name = "app"
              assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
                Effect = "Allow", Action = "sts:AssumeRole",
                Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }
              }] })
            }
            """);
    assertThat(open(trust)).hasSize(1);
  }

  @Test
  void aModuleWithProvidersOfItsOwnMayBeAnotherAccount() throws IOException {
    Files.createDirectories(folder.resolve("role"));
    Files.writeString(
        folder.resolve("role/main.tf"),
        """
        variable "account" {}
        resource "aws_iam_role" "app" {
          name = "app"
          assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
            Effect = "Allow", Action = "sts:AssumeRole",
            Principal = { AWS = "arn:aws:iam::${var.account}:root" }
          }] })
        }
        """);
    assertThat(
            open(
                trust(
                    """
                    data "aws_caller_identity" "me" {}
                    module "role" {
                      source    = "./role"
                      account   = data.aws_caller_identity.me.account_id
                      providers = { aws = aws.other }
                    }
                    """)))
        .isNotEmpty();
  }

  @Test
  void namesWhatIsNotResolved() throws IOException {
    assertThat(open(trust(role("[\"repo:${var.org}/app:*\"]") + "variable \"org\" {}\n")))
        .containsExactly("var.org");
    assertThat(open(trust(role("data.terraform_remote_state.x.outputs.subjects"))))
        .containsExactly("data.terraform_remote_state.x.outputs.subjects");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var.trust",
        "jsonencode({ Version = \"2012-10-17\", Statement = var.statements })",
        "jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = var.effect, Principal ="
            + " \"*\", Action = \"sts:AssumeRole\" }] })",
        "\"{\\\"Statement\\\": ${var.statements}}\"",
        "file(\"missing.json\")",
        "file(\".git/config\")",
        "file(\"../outside.json\")",
        "data.aws_iam_policy_document.missing.json",
        "local.loop",
        "data.aws_iam_policy_document.self.json",
        "jsonencode({ Statement = [{ Efect = \"Allow\" }] })",
      })
  void whatCannotBeEvaluatedIsUnknown(String policy) throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/config"), "{\"Statement\": []} secret");
    ConfiguredTrust trust =
        trust(
            "resource \"aws_iam_role\" \"app\" {\n  name = \"app\"\n  assume_role_policy = "
                + policy
                + "\n}\n"
                + """
                variable "trust" {}
                variable "statements" {}
                variable "effect" {}
                locals { loop = local.loop }
                data "aws_iam_policy_document" "self" {
                  source_policy_documents = [data.aws_iam_policy_document.self.json]
                }
                """);
    assertThat(trust).isInstanceOf(ConfiguredTrust.Unknown.class);
    assertThat(trust.place()).isPresent();
    assertThat(((ConfiguredTrust.Unknown) trust).gap().toString()).doesNotContain("secret");
  }

  @Test
  void aLinkToAHiddenFileIsNotRead() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/config"), "x");
    Files.createSymbolicLink(folder.resolve("trust.json"), Path.of(".git/config"));
    assertThat(
            trust(
                "resource \"aws_iam_role\" \"app\" {\n name = \"app\"\n assume_role_policy ="
                    + " jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"x\", Principal ="
                    + " { AWS = file(\"trust.json\") } }] })\n}\n"))
        .isInstanceOf(ConfiguredTrust.Partial.class);
  }

  @Test
  void rolesThatAreNotThereOrSeveral() throws IOException {
    assertThat(trust("locals {}\n").place()).isEmpty();
    String twice = role("[]").replace("\"app\" {", "\"one\" {");
    assertThat(
            trust(
                    twice
                        + twice
                            .replaceAll("(?s).*?(resource \"aws_iam_role\" \"one\")", "$1")
                            .replace("\"one\"", "\"two\"")
                            .replaceFirst("(?s)data .*", ""))
                .place())
        .isEmpty();
  }

  /// Names that need each other in ever more ways end in time.
  @Test
  void hostileConfigurationsEnd() {
    StringBuilder configuration = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      configuration.append(
          "locals { a%1$d = [local.a%2$d, local.a%2$d, module.m.out] }\n".formatted(i, i + 1));
      configuration.append(
          """
          data "aws_iam_policy_document" "d%1$d" {
            source_policy_documents = [data.aws_iam_policy_document.d%2$d.json, data.aws_iam_policy_document.d%2$d.json]
          }
          """
              .formatted(i, i + 1));
    }
    configuration.append("module \"m\" {\n  source = \"./\"\n  x = module.m.out\n}\n");
    configuration.append("output \"out\" { value = [module.m.out, var.x, local.a0] }\n");
    configuration.append(
        "resource \"aws_iam_role\" \"app\" {\n  name = \"app\"\n  assume_role_policy ="
            + " jsonencode([local.a0, data.aws_iam_policy_document.d0.json, module.m.out])\n}\n");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> trust(configuration.toString()));
  }
}
