locals {
  # one
  a = 1 # two
  /* three
 four */
  bb = 2 // five
}
