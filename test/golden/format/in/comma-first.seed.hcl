locals {
a=[
1
,2
,3
]
b=f(
1
,2
)
}
