locals {
  a = [for x in xs : x]
  b = [for x in [1, 2] : x]
  c = [for i, x in xs : "${i}-${x}" if x != ""]
  d = { for k, v in m : k => v }
  e = { for k, v in m : k => v... }
  f = { for k, v in m : k => v... if v > 0 }
  g = [
    for x in xs :
    x.name
  ]
  h = {
    for x in xs :
    x.name => {
      a   = 1
      bbb = 2
    }
    if x.on
  }
  i = [for x in xs : {
    name = x
  }]
  j = [for x in xs : [for y in x : y]]
  k = flatten([
    for t in teams : [
      for r in regions : { team = t, region = r }
    ]
  ])
  l = [for x in(true ? [1] : []) : x]
  m = [for in in [in] : in]
  n = { for x in xs : (x) => x }
  o = [for x in { a = 1 } : x]
}
