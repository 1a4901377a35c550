locals    {
a     =     1
b=     [     1    ,     2     ]
c     =     {     d     =     1     ,     e     =     2     }
f     =     g     (     h     ,     i     )
j     =     k     .     l     [     0     ]
m     =     n     ?     o     :     p
q     =     (     1     +     2     )
}
