locals {
a=[
for x in y[*].z:
x
]
b=keys(
{a=1}
)[0]
c=[for s in [
"a",
"b"
]:s]
}
