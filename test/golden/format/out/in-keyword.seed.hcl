locals {
  a = [for x in [1] : x]
  b = [for x in [for y in [2] : y] : x]
  c = in[0]
  d = x.in[0]
  e = [for x in(y) : x]
  f = in
}
