locals {
  a = "%{if x}${y}%{endif}"
  b = "%{if x~} ${y} %{~endif}"
  c = "${x}%{if y}z%{endif}"
  d = "%{for a, b in { c = 1 } }${a}=${b}%{endfor}"
  e = "%{if {} == {} }x%{endif}"
  f = "${ {} }x"
}
