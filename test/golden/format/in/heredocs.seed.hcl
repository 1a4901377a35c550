locals {
a=<<EOT
text
  kept   as it is   
EOT
bb=<<-EOT
    indented
      more
    EOT
ccc=<<EOT
${local.a} and ${  local.b  }
%{ if true }
  x=1
%{ endif }
EOT
d=<<EOT
EOT
e=<<-MARK-1
	tabs
	MARK-1
f=1
}
