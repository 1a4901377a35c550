identity {
  entity "alice" {
    policies = ["default"]
    metadata = { team = "search" }
  }
  group "admins" {
    type              = "external"
    policies          = [policy.admin.name]
    member_entity_ids = [identity.entity.alice.id]
  }
  group_alias "admins" {
    mount_accessor = auth.jwt.accessor
    canonical_id   = identity.group.admins.id
  }
}
