# a mark before this
region = "us-west-2"
