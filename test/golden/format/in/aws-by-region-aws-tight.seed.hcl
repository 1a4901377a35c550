# One AWS secrets engine for each region, with the same three roles in each.

seed{
name="aws-by-region"
}

variable "regions"{
type=set(string)
default=["us-west-2","eu-central-1"]
description="Regions to hand out credentials in."
}

variable "aws_endpoint"{
type=string
default=null
description="Address of IAM and STS, where it is not that of AWS."
}

locals{
may_use_ec2={
Version="2012-10-17"
Statement=[{Effect="Allow",Action="ec2:*",Resource="*"}]
}
}

mount "aws"{
for_each=var.regions
path="aws-${each.key}"# for_each makes several objects of one block, so each needs a path of its own
description="AWS users for ${each.key}"

config "root"{
access_key=env("VAULT_AWS_ACCESS_KEY_ID")
secret_key=env("VAULT_AWS_SECRET_ACCESS_KEY")
region=each.key
iam_endpoint=var.aws_endpoint
sts_endpoint=var.aws_endpoint
}

config "lease"{
lease="1h"
lease_max="12h"
}

# What the users may do, written out.
role "ec2"{
credential_type="iam_user"
policy_document=jsonencode(local.may_use_ec2)
}

# … or as a policy that AWS keeps.
role "ec2-read-only"{
credential_type="iam_user"
policy_arns=["arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"]
}

# … or by the groups that the users join.
role "iam-ec2"{
credential_type="iam_user"
iam_groups=["ec2"]
}
}

# A policy can be made of what the loop has made. The head of a `path` block is plain text, as everywhere in HCL;
# the text of `rules` is a template.
policy "ec2-read-only"{
for_each=var.regions
name="ec2-read-only-${each.key}"

rules=<<-EOT
    path "${mount.aws[each.key].path}/creds/ec2-read-only" {
      capabilities = ["read"]
    }
  EOT
}
