locals {
  a = x.y.z
  b = x.y.z
  c = x["y"]["z"]
  d = x["y"][0]
  e = x[*].y
  f = x.*.y
  g = x[*].y
  h = x.0
  i = x.0.y
  j = f(x)[0]
  k = (x)[0]
  l = [1, 2][0]
  m = { a = 1 }["a"]
  n = x[y[z[0]]]
  o = x[0]
  p = x[
    0
  ]
  q = policy["a/b"].name
  r = mount["team/aws"].role.x.name
  s = x[1].y[local.z]
  t = x[local.i + 1]
}
