variable "origins" {
  type    = set(string)
  default = [/* why */ "https://b.example", "https://a.example"]
} # naïve

endpoint "sys/config/cors" {
  data = /* why */ {
    enabled         = true
    allowed_origins = join(/* é */ ",", var.origins)

  } # x
}   # note

password_policy "long" {

  policy = <<-EOT
    length = 40
    rule "charset" { charset = "abcdefghijklmnopqrstuvwxyz" }
  EOT
} /* why */
// aside
# x
auth "approle" {
  // aside
  role "ci" {
    token_policies = ["default"]
    // aside
    token_ttl = 600

  }
}


// aside
endpoint "identity/entity/name/ci" {
  data       = { metadata = { role = auth.approle.role.ci.name, id = auth.approle.role.ci.role_id } }
  depends_on = [endpoint["sys/config/cors"]]

}