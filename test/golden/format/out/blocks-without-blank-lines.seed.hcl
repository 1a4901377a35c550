policy "a" {
  path "x" {
    capabilities = ["read"]
  }
  path "y" {
    capabilities = ["list"]
  }
}
policy "b" {
}
audit "file" {
  type    = "file"
  options = { file_path = "stdout" }
}
