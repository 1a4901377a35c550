locals {
  regions = {
    eu = { region = "eu-central-1", roles = ["build", "deploy"] }
    us = { region = "us-west-2", roles = ["build"] }
  }
}

mount "aws" {
  for_each = local.regions
  path     = "aws-${each.value.region}"
  type     = "aws"

  config "root" {
    region = each.value.region
  }
  role "ec2" {
    for_each        = toset(each.value.roles)
    name            = "ec2-${each.key}"
    credential_type = "iam_user"
    policy_arns     = ["arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"]
  }

  lifecycle {
    prevent_destroy = true
    ignore          = [description]
  }
}

policy "region" {
  for_each = local.regions
  name     = "aws-${each.key}"
  rules    = <<-EOT
    path "${mount.aws[each.key].path}/creds/*" {
      capabilities = ["read"]
    }
  EOT
}

policy "deploy" {
  rules = "path \"${mount.aws["eu"].role.ec2["deploy"].path}\" { capabilities = [\"read\"] }"
}

policy "all" {
  rules = join("\n", [for mount in mount.aws : "path \"${mount.path}/*\" { capabilities = [\"read\"] }"])
}
