locals {
  regions = [    # all of them
    "us-west-2", # Oregon
    # "us-east-1",
    "eu-west-1", // Ireland
    /* and */ "eu-central-1" /* Frankfurt */,
    # none
  ]
  empty = [
    # nothing
  ]
}
