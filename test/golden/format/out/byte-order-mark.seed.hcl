region = "us-west-2"
teams  = ["a"]
