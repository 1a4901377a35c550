endpoint "sys/config/cors" {
  data = {
    enabled         = true
    allowed_origins = ["https://ui.example"]
  }
  delete = true
}
endpoint "sys/config/ui/headers/X-Custom" {
  data       = { values = ["a"] }
  write_only = ["values"]
}
