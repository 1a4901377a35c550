# A seed is all *.seed.hcl files of a folder, in any number.	

mount     "payments"		{ 
	type = "kv"
     description	=		"secrets of the team ${local.team	}"
	options	=     { version = "2"  }	

  # What is in a mount is declared in its block, as it is on the server.	
		secret  "database"		{	
		data	=	{	
		username		= "payments-app" 
     password	= var.database_password
 }	
 } 
} 
