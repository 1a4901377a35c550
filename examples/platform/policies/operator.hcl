%{ for path in paths ~}
path "${path}" {
  capabilities = ["read", "list"]
}

%{ endfor ~}
# Revoking is how an operator ends an incident.
path "sys/leases/revoke-prefix/*" {
  capabilities = ["update", "sudo"]
}
