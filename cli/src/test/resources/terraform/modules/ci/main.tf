data "aws_iam_policy_document" "of_another_module" {}

resource "aws_iam_role" "ci" {
  name               = "twice"
  assume_role_policy = "${data.aws_iam_policy_document.of_another_module.json}"
}
