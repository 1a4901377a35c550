# The smallest seed that is of use: one team gets a place for its secrets, a policy that opens it,
# a login for a person and a login for a program.
#
#   vaultseed plan examples/quickstart

variable "alice_password" {
  description = "what alice logs in with: SEED_VAR_alice_password"
  type        = string
  sensitive   = true
}

variable "database_password" {
  description = "what the program finds in the server: SEED_VAR_database_password"
  type        = string
  sensitive   = true
}

locals {
  team = "payments"
}

# The label is the name on the server: this is the policy "payments-read".
policy "payments-read" {
  path "payments/data/*" {
    capabilities = ["read"]
  }
  path "payments/metadata/*" {
    capabilities = ["list"]
  }
}
