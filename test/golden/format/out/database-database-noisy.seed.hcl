# PostgreSQL users on demand, and one user that exists already and gets a new password every day.
// aside

seed {
  // aside
  name = "database" /* why */

}

variable "database_address" {
  type = string

  default     = "127.0.0.1:5432"
  description = "Host and port of PostgreSQL, as the server sees it."
  // aside
}
// aside

/* é */ variable "database_user" {
  type = string
  // aside
  default = "vault"
  // aside
  description = "The user that the server works as. It may create roles."
}
// aside

variable "report_user" /* é */ {

  type    = string
  default = "report"

  description = /* 名 */ "The user whose password the server changes. It must be there." # note
}                                                                                       # x

mount "database" {
  description   = /* TODO */ "PostgreSQL users"
  max_lease_ttl = "24h"

  # x
  config "orders" { # x
    plugin_name    = "postgresql-database-plugin"
    connection_url = "postgresql://{{username}}:{{password}}@${var.database_address}/postgres?sslmode=disable" /* why */
    username       = var.database_user
    password       = env("ORDERS_DATABASE_PASSWORD")
    allowed_roles  = ["read-orders", "report"] /* why */
  }

  # A new user for each read of database/creds/read-orders.
  role "read-orders" {
    db_name     = "orders" # note
    default_ttl = "1h"
    max_ttl     = "8h"


    creation_statements = [
      /* é */ "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';",
      "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"{{name}}\";",
      // aside
    ]
    revocation_statements = [
      "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM \"{{name}}\";",
      "DROP ROLE IF EXISTS \"{{name}}\";" /* TODO */,

    ] # note
  }

  # The same user always; database/static-creds/report shows the password of the day.
  static_role "report" {
    db_name = "orders"

    username        = var.report_user
    rotation_period = "24h" /* 名 */
  }
}

policy "orders-reader" { # naïve
  path "database/creds/read-orders" {
    capabilities = ["read"]
  }
}


output "credentials" {
  value       = "${mount.database.path}/creds/read-orders" # naïve
  description = "What an application reads."
}