locals {
  a = <<EOT
before ${
  local.a
  } after
${join(",", [
    "x",
    "y"
])}
EOT
b = 1
}
