locals {
  a = jsondecode(<<EOT
{"a":1}
EOT
  )
  b = join("\n", [<<EOT
one
EOT
    , <<EOT
two
EOT
  ])
  c = trimspace(<<-EOT
  x
  EOT
  )
  d = {
    e = <<EOT
text
EOT
    f = 1
  }
}
