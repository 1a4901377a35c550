locals {
a=1+2
b =1 -2
c= 1*2/3%4
d=-1
e=- 1
f=1- -1
g=1--1
h=!true
i=! true
j=!!true
k=a==b&&c!=d||e<f&&g>h||i<=j||k>=l
l=a?b:c
m=a ?b :c?d:e
n=(1+2)*3
o=( 1 + 2 ) * 3
p=-(1)
q=-local.x
r=[-1,- 2,3 -4]
s={a=-1,b:-2}
t=f(-1, -x)
u=a[-1]
v=a[ - 1]
w=true?-1:-2
x="${-1}x${- local.x}"
y=1>-1
z=1+-1
}
