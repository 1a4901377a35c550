# A log that people can read: strings are written as they are instead of hashed. It holds secrets then,

# so it must be kept as carefully as they are.
   // aside
audit "readable" {

  type        = "file"
  description = "readable log for the platform team"
/* é */
  options = {
    file_path = var.audit_file
    log_raw   = true
  /* é */}
}