locals {
  a = "${
    local.a
  }"
  b = "${
    local.b ?
    1 : 2
  }"
  c = "${(
    local.c
  )}"
  d = "${merge(
    local.d,
    { e = 1 }
  )}"
  e = "${ local.e
  }"
  f = "${{
    g = 1
  }}"
}
