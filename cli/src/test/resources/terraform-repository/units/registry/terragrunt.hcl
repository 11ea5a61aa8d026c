terraform {
  source = "tfr:///terraform-aws-modules/iam/aws//modules/iam-assumable-role?version=5.39.0"
}

inputs = {
  role_name         = "unit-registry"
  trusted_role_arns = []
}
