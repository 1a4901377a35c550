variable "token" {
  default   = "canary-token"
  sensitive = true
}

locals {
  teams = { payments = 5, search = 10 }
}

policy "base" {
  rules = "path \"base\" { capabilities = [\"read\"] }"
}

mount "shared" {
  type = "kv-v2"
}

module "team" {
  source   = "./modules/team"
  for_each = local.teams

  name     = each.key
  versions = each.value
  policies = [policy.base.name]
  accessor = mount.shared.accessor
  secret   = var.token
}

namespace "eu" {
  mount "own" {
    type = "kv-v2"
  }

  module "team" {
    source     = "./modules/team"
    depends_on = [mount.own]

    name     = "eu"
    accessor = mount.own.accessor
    secret   = "canary-literal"
  }

  policy "of-module" {
    rules = "path \"${module.team.mount}\" { capabilities = [\"read\"] }"
  }
}

policy "after" {
  rules = "path \"${module.team["search"].mount}/${module.team["search"].accessor}\" { capabilities = [\"read\"] }"
}

output "readers" {
  value = { for name, team in module.team : name => team.reader }
}

output "secret" {
  value     = module.team["payments"].secret
  sensitive = true
}

output "where" {
  value = "${path.module} ${namespace.eu.module.team.folder}"
}
