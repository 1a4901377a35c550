auth "jwt" {
  config {
    oidc_discovery_url = "https://token.actions.example"
    bound_issuer       = "https://token.actions.example"
  }
  role "ci" {
    role_type         = "jwt"
    user_claim        = "sub"
    bound_claims      = { sub = "repo:org/*:ref:refs/heads/main", aud = ["a", "b"] }
    bound_claims_type = "glob"
    claim_mappings    = { "repository" = "repo", "actor" = "actor" }
  }
}
