# Short-lived AWS users: whoever reads aws/creds/deploy gets an access key of a new IAM user,
# and the user is gone when the lease ends.

seed {
  name = "aws-dynamic-secrets"
}

variable "aws_endpoint" {
  type        = string
  default     = null
  description = "Address of IAM and STS, where it is not that of AWS: a private endpoint, or a stand-in for trying."
}

mount "aws" {
  description = "AWS users that live as long as their lease"

  config "root" {
    # The server never shows the secret key again, so a plan cannot compare it: it is sent when this is created.
    access_key   = env("VAULT_AWS_ACCESS_KEY_ID")
    secret_key   = env("VAULT_AWS_SECRET_ACCESS_KEY")
    iam_endpoint = var.aws_endpoint
    sts_endpoint = var.aws_endpoint
  }

  role "deploy" {
    credential_type = "iam_user"
    policy_document = file("policies/deploy.json")
  }
}
