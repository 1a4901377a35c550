locals {
  # May see how the server is set up, and what is in it, but no secret.

  looks_at = ["sys/mounts", "sys/auth", "sys/policies/acl", "sys/policies/acl/*", /* why */ "sys/health"] # naïve
}

policy "app" {
  // aside
  path "secret/data/app/*" {
    // aside
    capabilities = ["read"] # note
  /* é */ }                 # note
}                           # naïve

// aside
policy "operator" {
  rules = templatefile("policies/operator.hcl", { paths = local.looks_at })
}