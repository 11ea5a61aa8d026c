resource "aws_iam_role" "overridden" {
  name = "new-name"
}
