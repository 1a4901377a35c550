policy "all" {
  dynamic "path" {
    for_each = local.paths
    iterator = p
    labels   = [p.key]
    content {
      capabilities = p.value
    }
  }
}
