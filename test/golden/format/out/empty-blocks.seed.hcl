mount "a" {}
mount "b" {
}
mount "c" {

}
mount "d" { # why
}
mount "e" {
  # why
}
mount "f" { /* why */ }
