locals { a = 1 }
policy "p" {
  path "x" { capabilities = ["read"] }
}
auth "userpass" {}
auth "approle" {}
auth "jwt" {
}
lifecycle { prevent_destroy = true }
mount "kv" "x" {}
config { a = "}" }
