auth "userpass" {
  path = "people"

  user "Ann" {
    name           = "ANN"
    password       = "canary-user"
    token_policies = ["Readers"]
  }
  user "ann" {
    name     = "ann2"
    password = "canary-two"
  }
}

policy "readers" {
  rules = "path \"auth/${auth.userpass.path}/users/{{identity.entity.aliases.${auth.userpass.accessor}.name}}\" { capabilities = [\"read\"] }"
  lifecycle {
    create_only = true
    on_destroy  = "forget"
  }
}
