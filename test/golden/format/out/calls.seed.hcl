locals {
  a = upper("x")
  b = upper("x")
  c = upper("x")
  d = join(",", ["a", "b"])
  e = merge({ a = 1 }, { b = 2 })
  f = max([1, 2]...)
  g = max([1, 2]...)
  h = merge(
    local.a,
    local.b,
  )
  i = merge(local.a,
  local.b)
  j = merge(local.a, {
    k   = 1
    lll = 2
  })
  m = coalesce(lookup(local.x, "a", ""),
  "b")
  n = f()
  o = f()
  p = f(
  )
  q = toset([
    "a"
  ])
}
