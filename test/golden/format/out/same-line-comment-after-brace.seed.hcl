mount "a" {   # first
}             # second
mount "bbb" { # third
  x = 1       # fourth
}             # fifth
locals {      //sixth
} /* seventh */
/* eighth */ mount "c" {} /* ninth */
