mount "aws-us-west-2" {
type="aws"
config "root" {
access_key=env("VAULT_AWS_ACCESS_KEY_ID")
secret_key=env("VAULT_AWS_SECRET_ACCESS_KEY")
region=var.region
}
role "ec2" {
credential_type="iam_user"
policy_document=jsonencode({Version="2012-10-17",Statement=[{Effect="Allow",Action="ec2:*",Resource="*"}]})
}
role "deploy" {
credential_type="assumed_role"
role_arns=["arn:aws:iam::123456789012:role/deploy"]
default_sts_ttl="1h"
policy_document=jsonencode({
Version="2012-10-17"
Statement=[{
Effect="Allow"
Action=["s3:GetObject",
"s3:PutObject"]
Resource="*"
},{
Effect="Deny"
Action="iam:*"
Resource="*"
}]
})
}
}
