resource "aws_iam_role" "overridden" {
  assume_role_policy = jsonencode({})
}
