mount "transit" {
  type = "transit"
  key "orders" {
    type             = "aes256-gcm96"
    derived          = true  # tab before
    deletion_allowed = false // tabs before
  }
}

