locals {
  a = { b = { c = {
    d = 1
  } } }
  e = [[[1
  ]]]
  f = g(h(i(
    1
  )))
}
