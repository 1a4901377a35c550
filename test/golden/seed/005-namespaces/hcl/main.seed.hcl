locals {
  teams = { a = "payments", b = "search" }
}

policy "reader" {
  rules = "path \"secret/top\" { capabilities = [\"read\"] }"
}

namespace "team" {
  for_each        = local.teams
  name            = "team-${each.key}"
  custom_metadata = { what = each.value }

  policy "reader" {
    path "secret/data/app" {
      capabilities = ["read"]
    }
  }

  policy "accessor" {
    rules = "path \"${mount.kv.path}/${mount.kv.accessor}\" { capabilities = [\"read\"] }"
  }

  mount "kv" {
    type = "kv-v2"
  }

  auth "userpass" {
    user "deployer" {
      password       = "canary-password"
      token_policies = [policy.reader.name, "accessor"]
    }
  }

  namespace "dev" {
    policy "outer" {
      rules = "path \"${policy.reader.name}/${namespace.team[each.key].namespace.dev.path}\" {}"
    }
  }
}

namespace "shared" {
  existing = true

  mount "notes" {
    type        = "kv-v1"
    description = namespace.team["a"].policy.reader.path
  }
}

output "inner" {
  value = namespace.team["b"].namespace.dev.policy.outer.name
}
