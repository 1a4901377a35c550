# PostgreSQL users on demand, and one user that exists already and gets a new password every day.

seed {
  name = "database"
}

variable "database_address" {
  type        = string
  default     = "127.0.0.1:5432"
  description = "Host and port of PostgreSQL, as the server sees it."
}

variable "database_user" {
  type        = string
  default     = "vault"
  description = "The user that the server works as. It may create roles."
}

variable "report_user" {
  type        = string
  default     = "report"
  description = "The user whose password the server changes. It must be there."
}

mount "database" {
  description   = "PostgreSQL users"
  max_lease_ttl = "24h"

  config "orders" {
    plugin_name    = "postgresql-database-plugin"
    connection_url = "postgresql://{{username}}:{{password}}@${var.database_address}/postgres?sslmode=disable"
    username       = var.database_user
    password       = env("ORDERS_DATABASE_PASSWORD")
    allowed_roles  = ["read-orders", "report"]
  }

  # A new user for each read of database/creds/read-orders.
  role "read-orders" {
    db_name     = "orders"
    default_ttl = "1h"
    max_ttl     = "8h"

    creation_statements = [
      "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';",
      "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"{{name}}\";",
    ]
    revocation_statements = [
      "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM \"{{name}}\";",
      "DROP ROLE IF EXISTS \"{{name}}\";",
    ]
  }

  # The same user always; database/static-creds/report shows the password of the day.	
  static_role "report" {
    db_name         = "orders"
    username        = var.report_user
    rotation_period = "24h"
  }
}

policy "orders-reader" {
  path "database/creds/read-orders" {
    capabilities = ["read"]
  }
}

output "credentials" {
  value       = "${mount.database.path}/creds/read-orders"
  description = "What an application reads."
}
