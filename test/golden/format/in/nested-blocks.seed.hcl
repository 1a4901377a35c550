namespace "team" {
namespace "payments" {
mount "kv" {
secret "a" {
data={a="1"}
lifecycle {
create_only=true
}
}
}
auth "approle" {
role "ci" {
token_policies=["ci"]
token_ttl="20m"
secret_id_num_uses=1
}
}
}
}
