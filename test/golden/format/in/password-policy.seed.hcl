password_policy "strong" {
length=20
rule "charset" {
charset="abcdefghijklmnopqrstuvwxyz"
min_chars=1
}
rule "charset" {
charset="0123456789"
min_chars=1
}
}
