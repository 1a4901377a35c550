seed {
  name     = "platform"
  requires = ">= 0.1"
}

server "vault" {
  address   = "https://vault.example:8200"
  namespace = "team-a/"
}

variable "region" {
  type    = string
  default = "us-west-2"
}

locals {
  teams = ["payments", "search"]
}

audit "stdout" {
  type    = "file"
  options = { file_path = "stdout", log_raw = true }
}

policy "EC2-deployer" {
  path "aws-us-west-2/creds/ec2" {
    capabilities = ["read"]
  }
  path "sys/leases/renew" {
    capabilities       = ["update"]
    allowed_parameters = { lease_id = [] }
  }
}

policy "team" {
  for_each = toset(local.teams)
  name     = "team-${each.key}"
  rules    = templatefile("policies/team.hcl.tpl", { team = each.key })
}

mount "aws-us-west-2" {
  type          = "aws"
  description   = "short-lived AWS credentials"
  max_lease_ttl = "24h"

  config "root" {
    access_key = env("VAULT_AWS_ACCESS_KEY_ID")
    secret_key = env("VAULT_AWS_SECRET_ACCESS_KEY")
    region     = var.region
  }
  role "ec2" {
    credential_type = "iam_user"
    policy_document = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ec2:*", Resource = "*" }] })
  }
}

output "accessor" {
  value = mount.aws-us-west-2.accessor
}
