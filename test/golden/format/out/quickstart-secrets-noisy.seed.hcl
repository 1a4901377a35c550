/* TODO */ # A seed is all *.seed.hcl files of a folder, in any number.


mount "payments" /* é */ {
  // aside
  type = "kv"
  // aside
  description = "secrets of the team ${local.team}"

  options = { version = "2" } # x
  # x
  # What is in a mount is declared in its block, as it is on the server.
  secret "database" {
    data = {
      username = "payments-app" # naïve
      password = var.database_password

    }
  } # x
}