policy /* gone */ "a" {}
policy "a" /* kept */ {}
policy /* gone */ a /* gone too */ "b" /* kept */ {
}
policy /* kept */ {
}
