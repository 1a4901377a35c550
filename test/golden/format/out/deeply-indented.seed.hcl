policy "reader" {
  path "secret/data/*" {
    capabilities = [
      "read",
      "list",
    ]
  }
}
