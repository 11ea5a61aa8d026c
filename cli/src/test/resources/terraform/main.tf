# resource "aws_iam_role" "commented" { name = "commented" }
// resource "aws_iam_role" "commented" { name = "commented" }
/* resource "aws_iam_role" "commented" {
  name = "commented"
} */

terraform { required_version = ">= 1.5" }

resource "aws_iam_role" "heredoc" {
  name = "heredoc" # as in resource "aws_iam_role" "x" {
  path = "/ops/"

  assume_role_policy = <<-EOT
    {
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"AWS": "${join("", ["a}", "{b"])}"},
        "Action": "sts:AssumeRole"
    name = "inner"
      }]
    }
    EOT

  dynamic "inline_policy" {
    for_each = var.policies
    content {
      name   = "inline"
      policy = inline_policy.value
    }
  }
}

resource "aws_iam_role" "encoded" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole" # ) not an end
      Principal = { AWS = "arn:aws:iam::${var.account}:role/${var.names["ci"]}" }
    }]
  })
  name  = "encoded"
  count = var.enabled ? 1 : 0
  tags  = merge(var.tags, { Name = "not-the-name" })
}

resource "aws_iam_role" "documented" {
  name               = "documented"
  assume_role_policy = data.aws_iam_policy_document.trust["prod"].json
}

resource "aws_iam_role" "elsewhere" {
  name               = "elsewhere"
  assume_role_policy = data.aws_iam_policy_document.of_another_module.json
}

resource "aws_iam_role" "each" {
  for_each           = toset(["a", "b"])
  name               = "deploy-${each.key}-${var.names["stage"]}"
  assume_role_policy = var.trust
}

resource "aws_iam_role" "prefixed" {
  name_prefix        = "worker-"
  assume_role_policy = var.trust
}

resource "aws_iam_role" "computed" {
  name = "${var.name}-${var.stage}"
}

resource "aws_iam_role" "oneliner" { name = "one-liner" }

resource "aws_iam_role_policy" "no_role" {
  name = "policy-of-a-role"
}
