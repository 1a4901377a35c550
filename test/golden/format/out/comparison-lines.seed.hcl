locals {
  a = (
    b == c
    && ddddd == e
    || f != g
  )
  hhhh = 1
}
