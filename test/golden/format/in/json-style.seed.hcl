locals {
  a = {"b":1,"c":[1,2,{"d":null}]}
  long_name = {
    "e": "f",
      "gggg" : "h"
  }
}
