locals {
  a = <<EOT
text
EOT
  b = (join(",", <<EOT
one
EOT
  ))
}
