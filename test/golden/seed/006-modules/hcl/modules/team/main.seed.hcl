variable "name" {
  type = string
  validation {
    condition     = length(var.name) < 20
    error_message = "a short name"
  }
}

variable "versions" {
  type    = number
  default = 3
}

variable "policies" {
  type    = list(string)
  default = []
}

variable "accessor" {
  type = string
}

variable "secret" {
  type      = string
  sensitive = true
}

locals {
  mount = "team-${var.name}"
}

mount "kv" {
  path        = local.mount
  type        = "kv-v2"
  description = var.accessor

  config {
    max_versions = var.versions
  }

  secret "app" {
    data = { token = var.secret }
  }
}

module "reader" {
  source   = "./reader"
  rules    = templatefile("files/reader.hcl", { mount = mount.kv.path, team = var.name })
  policies = var.policies
  name     = var.name
}

output "mount" {
  value = mount.kv.path
}

output "accessor" {
  value = mount.kv.accessor
}

output "reader" {
  value = module.reader.policy
}

output "secret" {
  value = var.secret
}

output "folder" {
  value = path.module
}
