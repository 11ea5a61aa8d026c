locals {
  team = "data"
}

inputs = {
  name  = "not-this-one"
  trust = jsonencode({ team = local.team })
}
