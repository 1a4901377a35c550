auth "kubernetes" {
  config {
    kubernetes_host      = "https://kubernetes.default.svc"
    disable_local_ca_jwt = false
  }
  role "app" {
    bound_service_account_names      = ["app"]
    bound_service_account_namespaces = ["default", "staging"]
    token_policies                   = [policy.app.name]
    token_ttl                        = "1h"
    audience                         = "vault"
  }
}
