locals {
  a = 1
  bbbbbb = 2
  cc = 3

  dddddddddd = 4
  e = 5
  # a comment ends no run
  fffffffffffff = 6
  g = { h = 1 }
  iiiiiiiiiiiiiiiii = {
    j = 1
    kkkk = 2
  }
  l = 7
  mm = [
    1,
  ]
  nnn = 8
  oooo = <<EOT
text
EOT
  p = 9
  qqqqqq = 10
}
