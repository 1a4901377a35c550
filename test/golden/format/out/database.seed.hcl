mount "database" {
  config "app" {
    plugin_name    = "postgresql-database-plugin"
    connection_url = "postgresql://{{username}}:{{password}}@db:5432/app"
    allowed_roles  = ["reader", "writer"]
    username       = "vault"
    password       = env("DB_PASSWORD")
  }
  role "reader" {
    db_name = "app"
    creation_statements = [<<-SQL
CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';
  GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{{name}}";
SQL
    ]
    default_ttl = "1h"
    max_ttl     = "24h"
  }
}
