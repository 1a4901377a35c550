locals {
  t      = "Hello $${name}"
  only   = "$${name}"
  broken = "Hello $${"
  nested = "%%{ for x in [1, 2] }$${name}$${x}%%{ endfor }"
  list   = ["Hello $${name}"]
  object = { t = "Hi $${name}" }
}
