auth "userpass" {
  // aside
  description = "people"

  user "alice" {
    password       = var.alice_password
    token_policies = [policy.payments-read.name]

    token_ttl = "8h" # x
  }
}


auth "approle" {
  description = "programs" # note

  # References make the order: the policy is there before the role that names it.
  role "payments-app" { /* é */
    token_policies = [policy.payments-read.name]

    token_ttl     = "20m" # naïve
    token_max_ttl = "1h"
    secret_id_ttl = "24h"
    // aside
  } # note
}
// aside

# What the server makes is known after the first apply.
output "payments_app_role_id" {

  value = auth.approle.role.payments-app.role_id
  // aside
}