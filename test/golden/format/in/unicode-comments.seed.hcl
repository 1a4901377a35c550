locals {
a="é" # é
bbb="ü" // ü
/* ⌘ */ c=1 # ⌘
}
