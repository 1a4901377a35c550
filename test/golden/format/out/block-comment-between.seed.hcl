locals {
  a /* 1 */    = 1
  bbb /* 22 */ = 2
  c            = 3 /* several
  lines */
  dd           = 4
}
