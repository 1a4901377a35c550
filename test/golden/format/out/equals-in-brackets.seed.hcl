locals {
  a    = { b = 1 }
  cccc = { d = 2 }
  e    = [{ f = 1 }]
  g    = f({ h = 1 })
  i = { j = 1, k = [
    1
  ] }
  llllll = 1
}
