auth "userpass" { # x
  path = "people" # x
  /* TODO */
  // aside
  user "Ann" { # note
    name           = "ANN"
    password       = "canary-user"
    token_policies = ["Readers"]
  }
  user "ann" {
    // aside
    name     = "ann2"
    password = /* why */ "canary-two"
    // aside
  }
}


policy "readers" {
  rules = "path \"auth/${auth.userpass.path}/users/{{identity.entity.aliases.${auth.userpass.accessor}.name}}\" { capabilities = [\"read\"] }"
  lifecycle { # naïve
    create_only = true
    on_destroy  = "forget"
  }

}