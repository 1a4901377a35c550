# One AWS secrets engine for each region, with the same three roles in each.


seed {
   // aside
  name = "aws-by-region" # x
}

variable "regions" {
  type        = set(string)
  default     = ["us-west-2", "eu-central-1"]/* why */ # x
  description = "Regions to hand out credentials in."
}

variable "aws_endpoint" {
  type        = string
  default     = null # naïve
  description = "Address of IAM and STS, where it is not that of AWS."
}

locals {
  may_use_ec2 = {
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "ec2:*", Resource = "*" }] # note
  }
}
   // aside


mount "aws" {
  for_each    = /* 名 */var.regions

  path        = "aws-${each.key}" # for_each makes several objects of one block, so each needs a path of its own/* why */
   // aside
  description = "AWS users for ${each.key}" # x

   // aside
  config "root" {

    access_key   = env("VAULT_AWS_ACCESS_KEY_ID")
   // aside
    secret_key   = env("VAULT_AWS_SECRET_ACCESS_KEY")
    region       = each.key
    iam_endpoint = var.aws_endpoint # naïve
    sts_endpoint = var.aws_endpoint
  }
   // aside

  config "lease" {/* why */

    lease     = "1h"
    lease_max = "12h"

  }/* TODO */

 # naïve
  # What the users may do, written out.
   // aside
  role "ec2" {
   // aside
    credential_type = "iam_user"
    policy_document = jsonencode(local.may_use_ec2)
   // aside
  }

  # … or as a policy that AWS keeps.
  /* é */role "ec2-read-only" { # note
    credential_type = "iam_user"
   // aside
    /* TODO */policy_arns     = ["arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"] # note
  }

  # … or by the groups that the users join.
  role "iam-ec2" {
    credential_type = /* 名 */"iam_user"

    iam_groups      = ["ec2"]/* é */

  }
} # naïve


/* why */# A policy can be made of what the loop has made. The head of a `path` block is plain text, as everywhere in HCL;
# the text of `rules` is a template.
   // aside
policy "ec2-read-only" {

  for_each = var.regions

  /* 名 */name     = /* é */"ec2-read-only-${each.key}" # x

  rules = <<-EOT
    path "${mount.aws[each.key].path}/creds/ec2-read-only" {
      capabilities = ["read"]
    }
  EOT
}