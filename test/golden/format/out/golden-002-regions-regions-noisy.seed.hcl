locals {
  regions = { # x
    eu = { region = "eu-central-1", roles = ["build", "deploy" /* 名 */] }

    us = { region = "us-west-2", roles = ["build"] }
  }
  // aside
}

mount "aws" {
  /* why */ for_each = local.regions
  path               = "aws-${each.value.region}"
  type               = "aws"


  config "root" {
    region = each.value.region
  }
  role "ec2" {
    // aside
    for_each = toset(each.value.roles)
    name     = "ec2-${each.key}"

    credential_type = "iam_user"
    // aside
    policy_arns = ["arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"]
  }

  lifecycle { /* why */
    prevent_destroy = true # naïve
    ignore          = [description]
  }
}
// aside

// aside
policy "region" {
  for_each = local.regions
  name     = "aws-${each.key}"
  rules    = <<-EOT
    path "${mount.aws[each.key].path}/creds/*" {
      capabilities = ["read"]
    }
  EOT
}

policy "deploy" { # naïve
  rules = "path \"${mount.aws["eu"].role.ec2["deploy"].path}\" { capabilities = [\"read\"] }"

}


policy "all" {

  rules = join("\n", [for mount in mount.aws : "path \"${/* TODO */ mount.path}/*\" { capabilities = [\"read\"] }"]) # note
}