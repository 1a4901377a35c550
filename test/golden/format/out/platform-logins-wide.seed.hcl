# Pods log in with their service accounts.
auth "kubernetes" {
  description = "pods of this cluster"

  config {
    kubernetes_host    = var.kubernetes_host
    kubernetes_ca_cert = var.kubernetes_ca_cert
  }

  role "app" {
    bound_service_account_names      = ["app"]
    bound_service_account_namespaces = ["default"]
    audience                         = "vault"
    token_policies                   = [policy.app.name]
    token_ttl                        = "1h"
  }
}

# People and machines of AWS log in with their IAM roles. OpenBao has this method as an external plugin only,
# so it can be left out. 
auth "aws" {
  for_each    = toset(var.aws_account == "" ? [] : ["aws"])
  path        = each.key
  description = "IAM roles of account ${var.aws_account}"

  # By default the log tells the account only. With these it tells who: role, session and all.
  config "identity" {
    iam_alias    = "unique_id"
    iam_metadata = ["account_id", "auth_type", "canonical_arn", "client_arn", "client_user_id"]
  }

  role "operator" {
    auth_type               = "iam"
    bound_iam_principal_arn = ["arn:aws:iam::${var.aws_account}:role/vault-operator"]
    resolve_aws_unique_ids  = false
    token_policies          = [policy.operator.name]
    token_ttl               = "30m"
    token_max_ttl           = "8h"
  }
}
