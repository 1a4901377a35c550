locals {
  a = "x${y}z"
  b = "x${y}z"
  c = "${y}${z}"
  d = "${a + b}/${c ? "d" : "e"}"
  e = "%{if a}b%{else}c%{endif}"
  f = "%{for x in xs}${x},%{endfor}"
  g = "%{~for x in xs~}${~x~}%{~endfor~}"
  h = { a = 1 }["a"]
  i = [1, 2][0]
  j = "$${a} %%{b} $ % $$ %%"
  k = "\"quoted\" \\ \n \t \u00e9"
  l = upper("${lower("${x}")}")
  m = "  spaces  kept  "
  n = "a${"b"}c"
  o = "${a}${"b"}${c}"
  p = "x${- 1}"
  q = "x${!a}"
  r = "${f(a, b)}-"
  s = "%{if a == b}x%{endif}${y}"
}
