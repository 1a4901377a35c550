policy "mixed" {
path "secret/data/+/x" {
capabilities=["create","update",
"read"]
denied_parameters={"*"=[]}
allowed_parameters={"a"=["1","2"],"*"=[]}
min_wrapping_ttl="1s"
max_wrapping_ttl="90s"
}
path "sys/mounts" {capabilities=["sudo","read"]}
}
