locals {
a = 1 # one
bbbb = 22222 # two
c = [1,2,3] // three
# alone
d = 4 /* four */
eeeeeeeeee = 5 # five

f = 6 # six
g = { # opens
h = 1 # inside
} # closes
}  # end
