locals {
  a    = "b=c"
  dddd = "e==f"
}
