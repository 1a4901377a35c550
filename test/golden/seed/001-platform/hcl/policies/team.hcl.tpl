path "kv/data/${team}/*" {
  capabilities = ["read"]
}
