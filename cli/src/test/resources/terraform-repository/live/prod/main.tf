# Two accounts, modules, loops and overrides.
provider "aws" {
  allowed_account_ids = ["111122223333"]
}

provider "aws" {
  alias = "shared"
  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/terraform"
  }
}

variable "stage" {
  type    = string
  default = "dev"
}

variable "unset" {}

locals {
  prefix = "shop-${var.stage}"
  roles = {
    reader = { name = "reader", path = "/ro/" }
    writer = { name = "writer", path = "/rw/" }
  }
  trust = jsonencode({ Version = "2012-10-17" })
}

resource "aws_iam_role" "by_local" {
  name               = "${local.prefix}-deploy"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "by_condition" {
  name               = data.aws_region.current.name == "x" ? null : "conditional"
  assume_role_policy = file("${path.module}/trust.json")
}

resource "aws_iam_role" "each" {
  for_each           = local.roles
  name               = join("-", [each.value.name, each.key])
  path               = each.value.path
  assume_role_policy = templatefile("${path.module}/trust.json.tftpl", { key = each.key })
}

resource "aws_iam_role" "counted" {
  count              = 2
  name               = format("worker-%d", count.index)
  assume_role_policy = <<-JSON
    {"Statement": []}
  JSON
}

resource "aws_iam_role" "none" {
  count              = 0
  name               = "never"
  assume_role_policy = "{}"
}

resource "aws_iam_role" "overridden" {
  name               = "old-name"
  assume_role_policy = "{}"
}

resource "aws_iam_role" "partly" {
  name               = "orders-${var.unset}"
  assume_role_policy = data.aws_iam_policy_document.partly.json
}

data "aws_iam_policy_document" "partly" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
}

resource "aws_iam_role" "hardly" {
  name               = "${var.unset}-ci"
  assume_role_policy = "{}"
}

resource "awscc_iam_role" "cloud_control" {
  role_name                   = "cloud-control"
  assume_role_policy_document = jsonencode({})
}

module "deploy" {
  source = "../../modules/role"
  providers = {
    aws = aws.shared
  }
  name = "module-deploy"
  trust = jsonencode({
    Statement = []
  })
}

module "many" {
  source   = "../../modules/role"
  for_each = toset(["a", "b"])
  name     = "many-${each.key}"
}

module "off" {
  source = "../../modules/role"
  name   = "switched-off"
  create = false
}

module "github" {
  source   = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  version  = "5.39.0"
  name     = "github-deploy"
  subjects = ["acme/app:*"]
}

module "assumable" {
  source            = "git::https://github.com/terraform-aws-modules/terraform-aws-iam.git//modules/iam-assumable-role?ref=v5.0.0"
  create_role       = true
  role_name         = "assumable"
  trusted_role_arns = ["arn:aws:iam::111122223333:root"]
}

module "prefixed" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name   = "with-suffix"
}
