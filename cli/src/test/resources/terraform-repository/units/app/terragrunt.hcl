locals {
  env = "stage"
}

terraform {
  source = "../../modules//role"
}

inputs = {
  name = "unit-${local.env}"
}
