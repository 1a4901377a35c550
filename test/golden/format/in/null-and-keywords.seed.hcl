locals {
a=null
bb=true
ccc=false
dddd=if
eeeee=for
f={for_each=1,if=2,in=3,null=4}
null=5
}
