variable "rules" {}
variable "policies" {}
variable "name" {}

policy "reader" {
  name  = "${var.name}-reader"
  rules = var.rules
}

auth "userpass" {
  path = "userpass-${var.name}"
  user "reader" {
    password       = "canary-password"
    token_policies = concat([policy.reader.name], var.policies)
  }
}

output "policy" {
  value = policy.reader.name
}
