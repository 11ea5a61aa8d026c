resource "aws_iam_role" "r" {
  name               = "of-terraform"
  assume_role_policy = "{}"
}
