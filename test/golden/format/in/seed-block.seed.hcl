seed{
name="platform"
requires=">= 0.1"
}
server "vault"{
address="https://vault.example:8200"
namespace="team-a"
login "kubernetes" {role="vaultseed"}
}
