locals {
a=<<EOT
text
EOT  
b=1
c=<<-EOT
  text
	 EOT	
d=2
}
