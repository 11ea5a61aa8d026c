data "aws_iam_policy_document" "trust" {
  for_each = toset(["prod"])
  statement {
    actions = ["sts:AssumeRole"]
  }
}
