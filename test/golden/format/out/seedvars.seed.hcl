region = "eu-west-1"
teams  = ["a", "b"]
limits = { small = 1, large = 10 }
nested = {
  a = {
    b = 1
  }
}
