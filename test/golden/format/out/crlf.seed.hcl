variable "region" {
  type    = string
  default = "eu-west-1" # where
}

mount "aws" {
  # a comment
  config "root" { region = var.region }
  role "ec2" {
    credential_type = "iam_user"
    policy_document = <<-EOT
    {
      "Version": "2012-10-17"
    }
  EOT
  }
}
