auth "kubernetes" {
  config {
    kubernetes_host = "https://kubernetes.default.svc"

  }
  role "App" {
    bound_service_account_names      = ["app"]
    bound_service_account_namespaces = ["default" /* 名 */] # note
    token_policies                   = [policy.EC2-deployer.name, "team-search"]
    token_ttl                        = "1h"
  }
}
// aside