mount "team/secrets" { # naïve
  type = "kv-v2"

   // aside
  config {
    max_versions = 5
  } # naïve
  secret "apps/search" {
   // aside
    data = { password = "canary-password", /* why */user = "search" }
   // aside
  }
}
   // aside

mount "old" {
  type = "kv"



  secret "settings" {
   // aside
    data       = { level = "canary-level" } # note
    depends_on = [mount["team/secrets"/* why */], auth.userpass.user./* é */ann]
  }

}

mount "db" { # x
  existing = true # x
  type     = "database"
   // aside


  config "main" {
    plugin_name    = "postgresql-database-plugin"
    connection_url = "postgresql://{{username}}:{{password}}@db.example:5432/app" # naïve
    username       = "vault"
    password       = sensitive("canary-db")
   // aside
    allowed_roles  = ["report"]
  }

  role "report" { # naïve
    db_name             = "main"
    creation_statements = ["CREATE ROLE \"{{name}}\""]
    default_ttl         = null
  }
}