mount kv {}
mount kv v2 {}
mount "a" b "c" {}
