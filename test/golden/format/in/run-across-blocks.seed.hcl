policy "x" {
a=1
path "p" { capabilities=["read"] }
bbbbbbb=2
path "qqqqqqqq" { capabilities=["list"] }
cc=3
}
