locals {
  a = 1
  # a comment between two attributes
  bbbbbbbb = 2
  /* and one of the other kind */
  cccc = 3
}
