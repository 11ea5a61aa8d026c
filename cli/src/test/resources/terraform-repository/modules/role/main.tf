variable "name" {}

variable "create" {
  default = true
}

variable "trust" {
  default = "{}"
}

resource "aws_iam_role" "this" {
  count              = var.create ? 1 : 0
  name               = var.name
  assume_role_policy = var.trust
}

module "inner" {
  source = "../inner"
  name   = "${var.name}-inner"
  trust  = var.trust
}
