variable "name" {}
variable "trust" {}

resource "aws_iam_role" "inner" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.inner.json
}

data "aws_iam_policy_document" "inner" {
  source_policy_documents = [var.trust]
}
