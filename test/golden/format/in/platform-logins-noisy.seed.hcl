# Pods log in with their service accounts.
auth "kubernetes" /* why */{
  description = "pods of this cluster"


  config {/* TODO */
    /* TODO */kubernetes_host    = /* why */var.kubernetes_host
    kubernetes_ca_cert = var.kubernetes_ca_cert
  }
 # x
  role "app" {
    bound_service_account_names      = ["app"]
    bound_service_account_namespaces = ["default"]
    audience                         = "vault"
   // aside
    token_policies                   = [policy.app.name] # note
    token_ttl                        = "1h"
  }
}


# People and machines of AWS log in with their IAM roles. OpenBao has this method as an external plugin only,
# so it can be left out. # x
auth "aws" { # note
  for_each    = toset(var.aws_account == /* why */"" ? [] : ["aws"])
  path        = each.key
  description = "IAM roles of account ${var.aws_account}"

  # By default the log tells the account only. With these it tells who: role, session and all.
  config "identity" /* é */{
    iam_alias    = "unique_id"
    iam_metadata = ["account_id", "auth_type", "canonical_arn", "client_arn", "client_user_id"] # naïve
  }

  role "operator" {
    auth_type               = "iam" # note
    bound_iam_principal_arn = [/* 名 */"arn:aws:iam::${var.aws_account}:role/vault-operator"]
    /* é */resolve_aws_unique_ids  = false
    token_policies          = [policy.operator.name]
   // aside
    token_ttl               = "30m"
    token_max_ttl           = "8h"/* TODO */
  }
}