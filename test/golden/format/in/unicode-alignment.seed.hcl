locals {
naïve=1
é=2
f́=3
日本語=4
a="日本語" # wide
bb="é" # combining
ccc="👩‍👩‍👧‍👦" # family
dddd="🇩🇪🇫🇷" # flags
eeeee="क्षि" # conjunct
f="한국어" # hangul
g="‍" # joiner
h="👍🏽" # skin
}
