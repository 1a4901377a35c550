locals {
  limits = {
      # the smallest
        small = 1 # one
          // the largest
      large    = 1000   // thousand
      /* odd */ odd : 3, /* why */
      last = 4 }
}
