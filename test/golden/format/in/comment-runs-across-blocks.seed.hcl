locals {   # one
a=1 # two
}       # three
policy "x" {} # four

policy "yyyyyy" {} # five
