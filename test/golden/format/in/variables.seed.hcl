variable "region" {
type=string
default="us-west-2"
description="where the roles live"
validation {
condition=can(regex("^[a-z]{2}-[a-z]+-[0-9]$",var.region))
error_message="Write it as eu-west-1."
}
}
variable "teams" {
type=map(object({
name=string
ttl=optional(string,"1h")
admins=optional(list(string),[])
}))
default={}
}
variable "password" {
type=string
sensitive=true
nullable=false
}
