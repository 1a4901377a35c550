mount "aws" {
role "x" {
policy_document=<<JSON
{
  "Version": "2012-10-17",
    "Statement": []
}
JSON
credential_type="iam_user"
}
}
