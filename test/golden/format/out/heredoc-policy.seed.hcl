policy "deploy" {
  rules = <<-EOT
    # comments in a heredoc
    path "aws/creds/*" {
        capabilities=["read"]
    }
  EOT
  name  = "deploy-${local.env}"
}
