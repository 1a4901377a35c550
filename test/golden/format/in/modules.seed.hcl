module "team" {
source="./modules/team"
for_each=toset(["a","b"])
name=each.key
policies=[policy.reader.name,
policy.writer.name]
}
output "names" {
value={for k,m in module.team:k=>m.name}
sensitive=true
}
