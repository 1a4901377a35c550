output "a" {
value = "${local.a}"
}
locals {
  b = "${ local.b }"
  c = "${local.c}-x"
  d = "${local.d}${local.e}"
  e = "${"${local.e}"}"
  f = "${upper("${local.f}")}"
  g = "${~ local.g ~}"
  h = "${"text"}"
  i = "${1}"
  j = "${[for x in local.x : "${x}"]}"
  k = { l = "${local.l}" }
  m = ["${local.m}"]
  n = ("${local.n}")
  o = "${local.o}" == "${local.p}"
  p = "%{ if true }x%{ endif }"
  q = "$${local.q}"
  r = "${local.r}" # why
  s = "${-1}"
  t = "${ {a = 1} }"
  u = "${x.y["z"]}"
}
