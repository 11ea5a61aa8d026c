resource "aws_iam_role" "downloaded" { name = "downloaded" }
