mount "kv" {
  type        = "kv"
  description = "notes of the team"
  options = {
    version = "2"
  }
  config {
    max_versions         = 5
    cas_required         = true
    delete_version_after = "720h"
  }
  secret "app/config" {
    data = {
      user = "app"
      host = "db.example"
    }
  }
}
