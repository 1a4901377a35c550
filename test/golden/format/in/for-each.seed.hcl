policy "team" {
for_each=toset(local.teams)
name="team-${each.key}"
rules=templatefile("policies/team.hcl",{team=each.key,paths=[for p in local.paths:"${p}/*"]})
depends_on=[mount.kv,auth.approle]
lifecycle {
prevent_destroy=true
ignore=[ description ]
}
}
