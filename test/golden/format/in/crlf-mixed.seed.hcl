locals {
 a = 1
  bb =2 # x
 ccc=3 // y
}
