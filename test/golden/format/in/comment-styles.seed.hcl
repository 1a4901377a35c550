#no space
# one space
#   three
//no space
// one
/**/
/* one line */
/*
   several
     lines
*/
  /* indented
     and more */
locals {
/* inside
   goes on */
    #    inside
    a = 1 #no space
    bb = 2 //no space
    ccc = 3 /* block */
}
