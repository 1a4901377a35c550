policy "a" {}
policy "a" /* kept */ {}
policy "a" "b" /* kept */ {
}
policy /* kept */ {
}
