locals {
a=1
bb=1.5
ccc=1e10
dddd=1E-5
eeeee=0.10
f=01
g=1.e5
h=12345678901234567890
}
