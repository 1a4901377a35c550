locals {
  a = var.x ? 1 : 2
  b = (
    var.x
    ? 1
    : 2
  )
  c = var.x != null ? var.x : "none"
  d = var.x ? [
    1
    ] : [
    2
  ]
  e = var.x ? { a = 1 } : {}
  f = (var.x ?
    "long"
  : "short")
}
