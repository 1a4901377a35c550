seed {

  name     = "platform" # x
  requires = ">= 0.1"
}


server "vault" {
  address   = "https://vault.example:8200"

  namespace = "team-a/"
   // aside
}

variable "region" {
  type    = string
  default = "us-west-2"/* é */
}

locals {

  teams = ["payments", "search"]
}


audit "stdout" {
   // aside
  type    = "file"
  options = { file_path = "stdout", log_raw = true }

/* é */}


policy "EC2-deployer" {
  path "aws-us-west-2/creds/ec2" {
    capabilities = ["read"]
  }/* é */

  path "sys/leases/renew" {
    capabilities       = ["update"]
    allowed_parameters = { lease_id = [] } # x
  }
   // aside
/* TODO */}

policy "team" {
  for_each = /* 名 */toset(local.teams)
   // aside
  name     = "team-${each.key}"
  rules    = /* TODO */templatefile("policies/team.hcl.tpl", /* why */{ team = each.key })
}

mount "aws-us-west-2" {
  type          = "aws" # note
  description   = "short-lived AWS credentials" # note
  max_lease_ttl = "24h"

  /* 名 */config "root" { # x
    access_key = env("VAULT_AWS_ACCESS_KEY_ID")
   // aside
    secret_key = env("VAULT_AWS_SECRET_ACCESS_KEY")
    region     = var.region
  } # naïve
  role "ec2" {
    credential_type = "iam_user"
    policy_document = jsonencode({ Version = "2012-10-17", /* TODO */Statement = [{ Effect = "Allow", Action = "ec2:*", /* TODO */Resource = "*" /* TODO */}] })
   // aside
  }
}

output "accessor" {
  value = mount.aws-us-west-2.accessor

}
/* 名 */