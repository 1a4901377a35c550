variable "origins" {
  type    = set(string)
  default = ["https://b.example", "https://a.example"]
}

endpoint "sys/config/cors" {
  data = {
    enabled         = true
    allowed_origins = join(",", var.origins)
  }
}

password_policy "long" {
  policy = <<-EOT
    length = 40
    rule "charset" { charset = "abcdefghijklmnopqrstuvwxyz" }
  EOT 
}

auth "approle" {
  role "ci" {
    token_policies = ["default"]
    token_ttl      = 600
  }
}

endpoint "identity/entity/name/ci" {
  data       = { metadata = { role = auth.approle.role.ci.name, id = auth.approle.role.ci.role_id } }
  depends_on = [endpoint["sys/config/cors"]]
}
