mount "team/secrets" {
  type = "kv-v2"

  config {
    max_versions = 5
  }
  secret "apps/search" {
    data = { password = "canary-password", user = "search" }
  }
}

mount "old" {
  type = "kv-v1"

  secret "settings" {
    data       = { level = "canary-level" }
    depends_on = [mount["team/secrets"], auth.userpass.user.ann]
  }
}

mount "db" {
  existing = true
  type     = "database"

  config "main" {
    plugin_name    = "postgresql-database-plugin"
    connection_url = "postgresql://{{username}}:{{password}}@db.example:5432/app"
    username       = "vault"
    password       = sensitive("canary-db")
    allowed_roles  = ["report"]
  }
  role "report" {
    db_name             = "main"
    creation_statements = ["CREATE ROLE \"{{name}}\""]
    default_ttl         = null
  }
}
