	locals     {	
 # May see how the server is set up, and what is in it, but no secret.	
     looks_at	= [	"sys/mounts",  "sys/auth" ,	"sys/policies/acl",		"sys/policies/acl/*" , "sys/health"	]
}

policy     "app"  { 
  path "secret/data/app/*"	{ 
		capabilities  =	[ "read" ] 
  }
}	

policy  "operator"  {	
     rules  =  templatefile(	"policies/operator.hcl" , { paths		=     local.looks_at } )
}
