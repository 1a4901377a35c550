locals {
a={}
b={ }
c={a=1}
d={ a = 1 , b = 2 }
e={a:1,b:2}
f={
a=1
bb=2
ccc=3
}
g={
a:1
bb:2
}
h={"a"=1,"b c"=2,(local.k)=3}
i={
"a"=1
"bbbbb"=2
(local.k)=3
"${local.l}"=4
}
j={a={b={c=1}}}
k={
a={
b={
c=1
}
}
}
l={ a = 1
b = 2 }
m={
a=1,
bbb=2,
cc=3
}
n={
}
o={a=[1,2],b={c=3}}
p={ # why
a=1
}
q={1=2}
}
